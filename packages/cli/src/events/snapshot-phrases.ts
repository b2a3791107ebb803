import type { RolloutSnapshot } from "@fairlead/deploy";
import { elapsed } from "./elapsed.js";
import type { RolloutView } from "./progress-view.js";

/** What is left of a bake now, counted down from when it was told; `null`: none is under way. */
export const bakeMsLeft = ({ snapshot, toldMs }: RolloutView, nowMs: number): number | null =>
  snapshot.bakeSecondsLeft === null ? null : Math.max(0, snapshot.bakeSecondsLeft * 1000 - (nowMs - toldMs));

/** `CREATE_IN_PROGRESS` as words: `create in progress`. */
export const statusWords = (status: string): string => status.toLowerCase().replaceAll("_", " ");

/** `2/2 running, 2 healthy, 50 % of the traffic, bakes for 4:30 min`; what there is none of is left out. */
export function snapshotPhrases(snapshot: RolloutSnapshot, bakeMsLeft: number | null): readonly string[] {
  const { running, desired, pending, healthyTargets, trafficPercent, failedTasks } = snapshot;
  return [
    `${running}/${desired} running`,
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(healthyTargets === null ? [] : [`${healthyTargets} healthy`]),
    ...(trafficPercent === null ? [] : [`${trafficPercent} % of the traffic`]),
    ...(failedTasks > 0 ? [`${failedTasks} failed`] : []),
    ...(bakeMsLeft === null ? [] : [`bakes for ${elapsed(bakeMsLeft)} more`]),
  ];
}

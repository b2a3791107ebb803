import type { DeployEvent, RolloutSnapshot } from "@fairlead/deploy";
import { elapsed } from "./elapsed.js";
import type { ProgressView } from "./progress-view.js";
import { snapshotPhrases, statusWords } from "./snapshot-phrases.js";

const STEP_STATES = { begun: "begins", done: "done", failed: "failed", skipped: "skipped" } as const;

/** What of a snapshot is news; the seconds of a bake that pass are none. */
const newsOf = ({ bakeSecondsLeft, ...rest }: RolloutSnapshot): string =>
  JSON.stringify([rest, bakeSecondsLeft === null]);

function rolloutLine(before: ProgressView, snapshot: RolloutSnapshot): readonly string[] {
  const earlier = before.rollouts.find((other) => other.snapshot.service === snapshot.service)?.snapshot;
  if (earlier !== undefined && newsOf(earlier) === newsOf(snapshot)) return [];
  const bakeMsLeft = snapshot.bakeSecondsLeft === null ? null : snapshot.bakeSecondsLeft * 1000;
  const state = snapshot.stage === null ? snapshot.status : `${snapshot.status}, ${snapshot.stage}`;
  const message =
    snapshot.lastEvent !== null && snapshot.lastEvent !== earlier?.lastEvent ? `: ${snapshot.lastEvent}` : "";
  return [`service  ${snapshot.service}  ${state}, ${snapshotPhrases(snapshot, bakeMsLeft).join(", ")}${message}`];
}

function stackLine(before: ProgressView, event: Extract<DeployEvent, { type: "stack" }>): readonly string[] {
  const earlier = before.stacks.find(({ stack }) => stack === event.stack);
  if (event.status === "WAITING" || earlier?.status === event.status) return [];
  const total = event.resourcesTotal === null ? "" : `/${event.resourcesTotal}`;
  return [`stack  ${event.stack}  ${event.status} ${event.resourcesDone}${total}`];
}

/** What one event is worth in a log: nothing when nothing changed. `before`: the view that the event is not in yet. */
export function plainLines(before: ProgressView, event: DeployEvent, isVerbose: boolean): readonly string[] {
  switch (event.type) {
    case "step":
      return [`step  ${event.step}  ${STEP_STATES[event.state]}${event.says === "" ? "" : `: ${event.says}`}`];
    case "stack":
      return stackLine(before, event);
    case "resource": {
      if (!isVerbose && !event.status.endsWith("_FAILED")) return [];
      const reason = event.reason === null ? "" : `: ${event.reason}`;
      return [`resource  ${event.stack}  ${event.logicalId} (${event.resourceType}) ${event.status}${reason}`];
    }
    case "image":
      return [`image  ${event.image}  ${event.state}${event.digest === null ? "" : ` ${event.digest}`}`];
    case "rollout":
      return rolloutLine(before, event.snapshot);
    case "log":
      return [`log  ${event.from}  ${event.line}`];
    case "warning":
      return before.warnings.includes(event.says) ? [] : [`warning  ${event.says}`];
    case "outcome":
      return [];
  }
}

/** What goes on when nothing has changed for a while, so that nobody takes silence for death. */
export function heartbeatLine(view: ProgressView, nowMs: number): string {
  const stacks = view.stacks
    .filter(({ status, endedMs }) => status !== "WAITING" && endedMs === null)
    .map(({ stack, status, moving, sinceMs }) => {
      const [first] = moving;
      const what = first === undefined ? statusWords(status) : `${first.logicalId} (${first.resourceType})`;
      return `${stack} ${what} for ${elapsed(nowMs - (first?.sinceMs ?? sinceMs))}`;
    });
  const rollouts = view.rollouts
    .filter(({ snapshot }) => snapshot.status.endsWith("IN_PROGRESS"))
    .map(
      ({ snapshot, sinceMs }) =>
        `${snapshot.service} ${snapshotPhrases(snapshot, null).join(", ")} for ${elapsed(nowMs - sinceMs)}`,
    );
  const steps = view.steps.filter(({ endedMs }) => endedMs === null).map(({ step }) => step);
  const busy = [...stacks, ...rollouts];
  const what = busy.length > 0 ? busy.join("; ") : steps.join(", ");
  return `waiting  ${what === "" ? "nothing new" : what}; ${elapsed(nowMs - view.startedMs)} in all`;
}

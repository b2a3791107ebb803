import { headlineOf } from "./headline-of.js";
import type { RolloutEvent, RolloutState, SimulatedRollout } from "./simulated-rollout.js";

/** A simulated rollout in plain lines: one for each second in which something happened, then what it cost. */
export function timelineText(simulated: SimulatedRollout): string {
  const { events, errors, cutStreams, lowestCapacityPercent } = simulated;
  return [
    headlineOf(simulated),
    ...events.filter(({ kind }) => kind !== "service").map(line),
    `Lowest capacity ${Math.floor(lowestCapacityPercent)} %, ${count(errors, "failed request")}, ${count(cutStreams, "cut stream")}.`,
  ].join("\n");
}

const count = (value: number, noun: string): string => {
  const whole = Math.ceil(value - 1e-9);
  return `${whole} ${noun}${whole === 1 ? "" : "s"}`;
};

function line({ second, says, state }: RolloutEvent): string {
  const clock = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
  return `${clock.padStart(7)}  ${tasksText(state)}  ${says}`;
}

/** Healthy of running tasks for each revision, and the new one's traffic. */
function tasksText({ old, new: young, traffic }: RolloutState): string {
  const tasks = `old ${old.healthy}/${old.running} new ${young.healthy}/${young.running + young.pending}`;
  return `${tasks.padEnd(19)} ${String(traffic.newPercent).padStart(5)} %`;
}

import type { SimulatedRollout } from "./simulated-rollout.js";
import { type SimulatedVerdict, verdictOf } from "./verdict-of.js";

const ENDS = {
  serving: "the new version serves",
  "rolled-back": "the old version serves",
  unhealthy: "what serves isn't healthy",
  unsettled: "it comes to no end",
} as const satisfies Record<SimulatedVerdict, string>;

/** A simulated rollout in one line, e.g. `proxy, canary, crash-at-start: the old version serves after 4 minutes`. */
export function headlineOf(simulated: SimulatedRollout): string {
  const { rollout, faults, end } = simulated;
  const minutes = Math.max(1, Math.round(end.second / 60));
  const head = [rollout.service, rollout.strategy.kind, ...faults].join(", ");
  const later = end.failedAfterwards > 0 ? ", and fails later" : "";
  return `${head}: ${ENDS[verdictOf(simulated)]} after ${minutes} ${minutes === 1 ? "minute" : "minutes"}${later}`;
}

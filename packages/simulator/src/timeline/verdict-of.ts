import type { SimulatedRollout } from "./simulated-rollout.js";

/**
 * What a release can be told of a simulated rollout: `serving`: the new version serves and is healthy. `rolled-back`: the old one does.
 * `unhealthy`: neither. `unsettled`: it came to no end.
 */
export type SimulatedVerdict = "serving" | "rolled-back" | "unhealthy" | "unsettled";

export function verdictOf({ end }: SimulatedRollout): SimulatedVerdict {
  if (!end.settled) return "unsettled";
  if (!end.healthy) return "unhealthy";
  if (end.status === "SUCCESSFUL") return end.serving === "new" ? "serving" : "unhealthy";
  return end.serving === "old" ? "rolled-back" : "unhealthy";
}

import type { Milestone } from "../faults/fault.js";
import type { World } from "./world.js";

/** Notes that the rollout has come to a moment; only the first time counts. */
export function reach(world: World, milestone: Milestone): void {
  if (world.milestones.has(milestone)) return;
  world.milestones.add(milestone);
  world.reached.push(milestone);
}

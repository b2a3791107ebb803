import type { Milestone } from "../faults/fault.js";
import { injectAfter } from "./inject.js";
import type { World } from "./world.js";

/** Puts down what is to happen after the moments that the rollout has come to since this was last asked. */
export function followMilestones(world: World): void {
  for (const milestone of world.reached.splice(0)) follow(world, milestone);
}

function follow(world: World, milestone: Milestone): void {
  for (const effect of world.effects) {
    if (!("at" in effect) || effect.at.after !== milestone) continue;
    world.agenda.put(world.second + effect.at.seconds, () => {
      injectAfter(world, effect);
    });
  }
}

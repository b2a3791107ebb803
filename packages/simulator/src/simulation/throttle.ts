import type { World } from "./world.js";

/** Does something as soon as calls are let through. */
export function whenLet(world: World, work: () => void): void {
  if (world.throttledUntil <= world.second) {
    work();
    return;
  }
  world.agenda.put(world.throttledUntil, () => {
    whenLet(world, work);
  });
}

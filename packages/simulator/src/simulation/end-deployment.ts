import { record } from "./record.js";
import type { World } from "./world.js";

/** The deployment has come to its last status: what serves now is kept as it is. */
export function endDeployment(world: World, status: NonNullable<World["status"]>): void {
  world.status = status;
  world.phase = { kind: "ended" };
  world.stage = null;
  world.steps = [];
  world.endSecond = world.second;
  world.failedAtEnd = world.revisions.old.failed + world.revisions.new.failed;
  world.bakeEndSecond = null;
  record(world, "status", `The deployment is ${status}.`);
}

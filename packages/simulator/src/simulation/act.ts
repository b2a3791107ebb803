import type { RolloutAction } from "../timeline/rollout-action.js";
import { requestAbort, requestRollback } from "./control.js";
import { answer } from "./hooks.js";
import { record } from "./record.js";
import type { World } from "./world.js";

/** Puts down what somebody asks for, to be done at its second. */
export function putActions(world: World, actions: readonly RolloutAction[]): void {
  for (const action of actions)
    world.agenda.put(Math.max(world.second, action.second), () => {
      act(world, action);
    });
}

function act(world: World, action: RolloutAction): void {
  switch (action.kind) {
    case "stop":
      record(world, "action", `StopServiceDeployment is called with ${action.how}.`);
      if (action.how === "ROLLBACK") requestRollback(world);
      else requestAbort(world);
      return;
    case "continue":
      record(world, "action", `ContinueServiceDeployment is called with ${action.how}.`);
      if (world.hook?.status === "AWAITING_ACTION")
        answer(world, action.how === "CONTINUE", `The pause at ${world.hook.name} is ended with ${action.how}.`);
      return;
    case "scale":
      scale(world, action.desired);
      return;
  }
}

function scale(world: World, desired: number): void {
  const before = world.desired;
  world.desired = desired;
  for (const revision of ["old", "new"] as const) {
    const ledger = world.revisions[revision];
    if (ledger.wanted === before && before > 0) ledger.wanted = desired;
  }
  record(world, "action", `The desired count goes from ${before} to ${desired}.`);
}

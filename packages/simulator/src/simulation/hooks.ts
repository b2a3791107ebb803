import type { RolloutHook } from "../rollout/rollout.js";
import { record } from "./record.js";
import type { World } from "./world.js";

/** A function's answer is waited for this long (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html, 2026-11). */
const FUNCTION_TIMEOUT_SECONDS = 24 * 3600;

/** Asks the next hook of the step under way. Says whether the step has to wait. */
export function askHooks(world: World): boolean {
  if (world.hook !== null) return true;
  const index = world.hooksLeft.shift();
  const hook = index === undefined ? undefined : world.rollout.hooks[index];
  if (hook === undefined) return false;
  world.hooksAsked += 1;
  if (hook.stage === "TEST_TRAFFIC_SHIFT" || hook.stage === "PRODUCTION_TRAFFIC_SHIFT")
    world.assumptions.add("hook-first");
  const id = `hook-${world.hooksAsked}`;
  if (hook.kind === "function") callFunction(world, hook, id);
  else waitForPerson(world, hook, id);
  return true;
}

function callFunction(world: World, hook: Extract<RolloutHook, { kind: "function" }>, id: string): void {
  world.hook = {
    id,
    name: hook.name,
    targetType: "AWS_LAMBDA",
    stage: hook.stage,
    status: "IN_PROGRESS",
    expiresAtSecond: world.second + FUNCTION_TIMEOUT_SECONDS,
    timeoutAction: "ROLLBACK",
  };
  record(world, "hook", `Hook ${hook.name} is called in ${hook.stage}.`);
  world.agenda.put(world.second + Math.min(hook.seconds, FUNCTION_TIMEOUT_SECONDS), () => {
    if (world.hook?.id !== id) return;
    const timedOut = hook.seconds > FUNCTION_TIMEOUT_SECONDS;
    if (hook.answer === "succeeded" && !timedOut) answer(world, true, `Hook ${hook.name} answers SUCCEEDED.`);
    else answer(world, false, timedOut ? `Hook ${hook.name} timed out.` : `Hook ${hook.name} answers FAILED.`);
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html, 2026-11. */
function waitForPerson(world: World, hook: Extract<RolloutHook, { kind: "pause" }>, id: string): void {
  world.hook = {
    id,
    name: hook.name,
    targetType: "PAUSE",
    stage: hook.stage,
    status: "AWAITING_ACTION",
    expiresAtSecond: world.second + hook.timeoutSeconds,
    timeoutAction: hook.atTimeout === "continue" ? "CONTINUE" : "ROLLBACK",
  };
  record(world, "hook", `The deployment waits at ${hook.name} in ${hook.stage} to be continued.`);
  world.agenda.put(world.second + hook.timeoutSeconds, () => {
    if (world.hook?.id === id) answer(world, hook.atTimeout === "continue", `Nobody answered ${hook.name} in time.`);
  });
}

/** Ends the wait for a hook. */
export function answer(world: World, goesOn: boolean, says: string): void {
  const { hook } = world;
  if (hook === null) return;
  world.hook = null;
  record(world, "hook", says);
  if (!goesOn)
    world.failure ??= {
      reason: `${hook.stage} lifecycle hook(s) failed (${hook.name})`,
      rollback: true,
    };
}

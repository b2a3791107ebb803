import { circuitBreakerThreshold } from "../rollout/circuit-breaker-threshold.js";
import { cutStreams } from "./load.js";
import { isRouted } from "./counts.js";
import { tell } from "./record.js";
import type { Task, World } from "./world.js";

const FIRST_DELAY_SECONDS = 5;

/**
 * Tasks that never run are started less and less often; those that ran are not held back
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html, 2026-11).
 */
const MOST_DELAY_SECONDS = 15 * 60;

/** After so many in a row ECS says that it can't (`start-backoff`). */
const TOLD_AFTER = 3;

/** A task ends by itself, or never runs. */
export function failTask(world: World, task: Task, reason: string): void {
  if (isRouted(world) && task.target !== "none") cutStreams(world, task);
  const neverRan = task.phase === "pending";
  task.phase = "stopped";
  task.works = false;
  world.tasks = world.tasks.filter((other) => other !== task);
  countFailure(world, task);
  if (neverRan) holdBack(world, task);
  tell(world, `has stopped 1 running tasks: (task ${task.id}): ${reason}.`);
}

/** ECS decides to replace a task for its health. */
export function condemn(world: World, task: Task, reason: string): void {
  if (task.phase !== "running" || task.condemned) return;
  task.condemned = true;
  countFailure(world, task);
  tell(world, `(task ${task.id}) is unhealthy: ${reason}.`);
}

function countFailure(world: World, task: Task): void {
  world.revisions[task.revision].failed += 1;
  if (task.revision === "new") countForBreaker(world);
  else countForRollback(world);
}

function holdBack(world: World, task: Task): void {
  const ledger = world.revisions[task.revision];
  ledger.startNotBefore = world.second + Math.min(MOST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** ledger.failedInRow);
  ledger.failedInRow += 1;
  world.assumptions.add("start-backoff");
  // Nothing to do but to look again.
  world.agenda.put(ledger.startNotBefore, () => undefined);
  if (ledger.failedInRow === TOLD_AFTER) tell(world, "is unable to consistently start tasks successfully.");
}

/** The old revision's tasks that fail while it is being brought back. */
function countForRollback(world: World): void {
  if (world.status !== "ROLLBACK_IN_PROGRESS" || !world.rollout.circuitBreaker.enabled) return;
  world.assumptions.add("rollback-gives-up");
  world.rollbackFailures += 1;
  if (world.rollbackFailures >= circuitBreakerThreshold(world.desired)) world.rollbackFailed = true;
}

function countForBreaker(world: World): void {
  const { circuitBreaker, strategy } = world.rollout;
  if (!circuitBreaker.enabled || world.status !== "IN_PROGRESS") return;
  world.assumptions.add("failures-counted");
  if (strategy.kind !== "rolling") world.assumptions.add("circuit-breaker-all-strategies");
  world.failureCount += 1;
  if (world.failureCount < circuitBreakerThreshold(world.desired)) return;
  world.breakerTriggered = true;
  world.failure ??= {
    reason: "the circuit breaker threshold was exceeded",
    rollback: circuitBreaker.rollback,
  };
}

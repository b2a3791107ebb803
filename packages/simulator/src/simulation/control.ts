import { isActive, tasksOf } from "./counts.js";
import { endDeployment } from "./end-deployment.js";
import { reach } from "./reach.js";
import { record, tell } from "./record.js";
import { settleRolling, startRollingBack, takenBackRolling } from "./rolling-deployment.js";
import { enterStages, settleStages, startShiftingBack } from "./staged-deployment.js";
import type { Failure, World } from "./world.js";

/** Carries the deployment on as far as it comes within this second. Says whether something changed. */
export function settle(world: World): boolean {
  if (world.failure !== null) {
    const { failure } = world;
    world.failure = null;
    return fail(world, failure);
  }
  if (world.rollbackFailed && world.status === "ROLLBACK_IN_PROGRESS") {
    tell(world, "rollback failed: the old revision's tasks failed to start.");
    keepAsIs(world, "given-up");
    endDeployment(world, "ROLLBACK_FAILED");
    return true;
  }
  switch (world.phase.kind) {
    case "job":
    case "beginning":
    case "ended":
      return false;
    case "replacing":
    case "rolling-bake":
      return settleRolling(world);
    case "stages":
      return settleStages(world);
    case "taking-back":
      return takenBackRolling(world);
  }
}

/** ECS takes the deployment up. */
export function beginDeployment(world: World): void {
  world.phase = { kind: "beginning" };
  world.status = "PENDING";
  record(world, "status", "The deployment is asked for and pending.");
  reach(world, "begun");
  world.agenda.put(world.second + 1, () => {
    if (world.phase.kind !== "beginning") return;
    world.status = "IN_PROGRESS";
    record(world, "status", "The deployment is in progress.");
    failAtRinging(world);
    if (world.failure !== null) {
      world.phase = { kind: "replacing" };
      return;
    }
    startWork(world);
  });
}

function startWork(world: World): void {
  if (world.rollout.strategy.kind === "rolling") {
    world.phase = { kind: "replacing" };
    world.revisions.new.wanted = world.desired;
    world.revisions.old.wanted = 0;
  } else enterStages(world);
}

/** What an alarm means that rang before: two sources disagree, so it is the caller's to say. */
function failAtRinging(world: World): void {
  const { alarms } = world.rollout;
  const name = alarms?.alarms[0]?.name;
  if (alarms === null || name === undefined || !world.effects.some(({ kind }) => kind === "alarm-rings-already"))
    return;
  world.ringing.add(name);
  record(world, "alarm", `Alarm ${name} rings already.`);
  if (world.ringingAtStart === "ignored") {
    world.assumptions.add("alarm-at-start-ignored");
    return;
  }
  world.assumptions.add("alarm-at-start-fails");
  world.failure = { reason: `an alarm is active (${name})`, rollback: alarms.rollback };
}

/**
 * A deployment that fails is rolled back to the last that was completed, where that is configured and there is one; else nothing more is
 * started (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html, 2026-11).
 */
function fail(world: World, { reason, rollback }: Failure): boolean {
  if (world.status !== "IN_PROGRESS" && world.status !== "PENDING" && world.status !== "ROLLBACK_REQUESTED")
    return false;
  world.hook = null;
  world.hooksLeft = [];
  world.bakeEndSecond = null;
  world.reason = `Service deployment ${rollback ? "rolled back" : "stopped"} because ${reason}.`;
  tell(world, `deployment failed: ${world.reason}`);
  if (!rollback || !world.rollout.hasPrevious) {
    if (rollback) world.assumptions.add("first-deployment");
    keepAsIs(world, "given-up");
    endDeployment(world, rollback ? "ROLLBACK_FAILED" : "STOPPED");
    return true;
  }
  world.status = "ROLLBACK_IN_PROGRESS";
  record(world, "status", "ECS rolls back to the last revision that was deployed successfully.");
  tell(world, "rolling back to the last completed deployment.");
  if (world.rollout.strategy.kind === "rolling") startRollingBack(world);
  else startShiftingBack(world);
  return true;
}

/**
 * `StopServiceDeployment`, `ROLLBACK`: it may be asked for where no rollback is configured
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html, 2026-11).
 */
export function requestRollback(world: World): void {
  if (world.status !== "PENDING" && world.status !== "IN_PROGRESS") return;
  world.status = "ROLLBACK_REQUESTED";
  record(world, "status", "A rollback is requested.");
  world.failure = { reason: "a user stopped it", rollback: true };
}

/** `StopServiceDeployment`, `ABORT`, which the API has and the guide says nothing of (`abort-leaves`). */
export function requestAbort(world: World): void {
  if (world.status !== "PENDING" && world.status !== "IN_PROGRESS") return;
  world.assumptions.add("abort-leaves");
  world.status = "STOP_REQUESTED";
  world.hook = null;
  record(world, "status", "A stop is requested.");
  keepAsIs(world, "kept");
  world.phase = { kind: "ended" };
  world.agenda.put(world.second + 1, () => {
    world.reason = "The service deployment was stopped by a user.";
    endDeployment(world, "STOPPED");
  });
}

/** Each revision is kept at the tasks that it has; `pending` ones are given up where nothing more is to be started. */
function keepAsIs(world: World, pending: "kept" | "given-up"): void {
  for (const revision of ["old", "new"] as const)
    world.revisions[revision].wanted = tasksOf(world, revision).filter(
      (task) => !task.condemned && (pending === "kept" ? isActive(task) : task.phase === "running"),
    ).length;
}

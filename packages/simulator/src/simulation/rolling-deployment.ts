import { healthyOf, isActive, tasksOf } from "./counts.js";
import { endDeployment } from "./end-deployment.js";
import { reach } from "./reach.js";
import { record, tell } from "./record.js";
import type { Revision, World } from "./world.js";

/** Whether one revision is all there is, and all of it healthy. */
function stands(world: World, revision: Revision): boolean {
  const other = revision === "new" ? "old" : "new";
  world.assumptions.add("draining-awaited");
  return (
    healthyOf(world, revision) >= world.desired &&
    tasksOf(world, revision).every((task) => !task.condemned || !isActive(task)) &&
    tasksOf(world, other).length === 0
  );
}

/** What a metric and its alarm need to come in. */
const BAKE_MARGIN_SECONDS = 120;

/**
 * How long alarms are watched once the new tasks are out and the old ones in: ECS works it out from the alarms, and doesn't say how
 * (`rolling-bake`; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html, 2026-11).
 */
function bakeSeconds({ rollout: { alarms } }: World): number {
  if (alarms === null) return 0;
  const evaluations = alarms.alarms.map(({ periodSeconds, evaluationPeriods }) => periodSeconds * evaluationPeriods);
  return Math.max(...evaluations) + BAKE_MARGIN_SECONDS;
}

/** Carries a rolling deployment on. */
export function settleRolling(world: World): boolean {
  if (world.phase.kind === "rolling-bake") {
    if (world.second < world.phase.endSecond) return false;
    finish(world);
    return true;
  }
  if (!stands(world, "new")) return false;
  const seconds = bakeSeconds(world);
  if (seconds === 0) {
    finish(world);
    return true;
  }
  world.assumptions.add("rolling-bake");
  const endSecond = world.second + seconds;
  world.phase = { kind: "rolling-bake", endSecond };
  world.bakeEndSecond = endSecond;
  record(world, "status", `The tasks are replaced; alarms are watched for ${seconds} s more.`);
  reach(world, "bake");
  world.agenda.put(endSecond, () => undefined);
  return true;
}

function finish(world: World): void {
  tell(world, "has reached a steady state.");
  tell(world, "deployment completed.");
  endDeployment(world, "SUCCESSFUL");
}

/** The old revision comes back the way the new one came, within the same limits. */
export function startRollingBack(world: World): void {
  world.phase = { kind: "taking-back" };
  world.revisions.new.wanted = 0;
  world.revisions.old.wanted = world.desired;
}

export function takenBackRolling(world: World): boolean {
  if (!stands(world, "old")) return false;
  tell(world, "has reached a steady state.");
  endDeployment(world, "ROLLBACK_SUCCESSFUL");
  return true;
}

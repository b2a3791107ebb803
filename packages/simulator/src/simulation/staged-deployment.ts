import type { RolloutStrategy } from "../rollout/rollout.js";
import { healthyOf, isActive, isRouted, tasksOf } from "./counts.js";
import { endDeployment } from "./end-deployment.js";
import { askHooks } from "./hooks.js";
import { requestsReaching } from "./load.js";
import { reach } from "./reach.js";
import { record, tell } from "./record.js";
import type { Revision, Step, World } from "./world.js";

/** What a stage takes that has nothing to wait for (`stage-time`). */
const STAGE_SECONDS = 5;

/**
 * The production shifts of a strategy: to how many percent, and how long ECS looks on before the next. A canary takes two, a linear
 * deployment as many as its steps; the bake time follows the last
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment.html and API_LinearConfiguration, 2026-11).
 */
function productionShifts(strategy: RolloutStrategy): { newPercent: number; seconds: number }[] {
  switch (strategy.kind) {
    case "rolling":
      return [];
    case "blue-green":
      return [{ newPercent: 100, seconds: 0 }];
    case "canary":
      return [
        ...(strategy.canaryPercent < 100
          ? [{ newPercent: strategy.canaryPercent, seconds: strategy.canarySeconds }]
          : []),
        { newPercent: 100, seconds: 0 },
      ];
    case "linear": {
      const shifts: { newPercent: number; seconds: number }[] = [];
      for (let percent = strategy.stepPercent; percent < 100; percent += strategy.stepPercent)
        shifts.push({ newPercent: percent, seconds: strategy.stepSeconds });
      return [...shifts, { newPercent: 100, seconds: 0 }];
    }
  }
}

function deploymentSteps(world: World): Step[] {
  const { strategy, hasPrevious } = world.rollout;
  if (strategy.kind === "rolling") return [];
  if (!hasPrevious) world.assumptions.add("first-deployment");
  return [
    { stage: "PRE_SCALE_UP", kind: "pass" },
    { stage: "SCALE_UP", kind: "scale-up", revision: "new" },
    { stage: "POST_SCALE_UP", kind: "pass" },
    { stage: "TEST_TRAFFIC_SHIFT", kind: "test-shift", newPercent: 100 },
    { stage: "POST_TEST_TRAFFIC_SHIFT", kind: "pass" },
    ...(hasPrevious ? productionShifts(strategy) : []).map((shift): Step => ({
      stage: "PRODUCTION_TRAFFIC_SHIFT",
      kind: "shift",
      ...shift,
    })),
    { stage: "POST_PRODUCTION_TRAFFIC_SHIFT", kind: "pass" },
    { stage: "BAKE_TIME", kind: "bake", seconds: hasPrevious ? strategy.bakeSeconds : 0 },
    { stage: "CLEAN_UP", kind: "clean-up", revision: "old" },
  ];
}

/** Begins a deployment that shifts traffic. */
export function enterStages(world: World): void {
  world.phase = { kind: "stages" };
  world.assumptions.add("stage-time");
  world.steps = deploymentSteps(world);
  enterStep(world);
}

/** Takes back what was shifted, as far as it went. */
export function startShiftingBack(world: World): void {
  world.phase = { kind: "stages" };
  world.assumptions.add("rollback-shift");
  const steps: readonly (Step | null)[] = [
    healthyOf(world, "old") < world.desired ? { stage: "SCALE_UP", kind: "scale-up", revision: "old" } : null,
    world.newPercent > 0 ? { stage: "PRODUCTION_TRAFFIC_SHIFT", kind: "shift", newPercent: 0, seconds: 0 } : null,
    world.testNewPercent > 0 ? { stage: "TEST_TRAFFIC_SHIFT", kind: "test-shift", newPercent: 0 } : null,
    { stage: "CLEAN_UP", kind: "clean-up", revision: "new" },
  ];
  world.steps = steps.filter((step) => step !== null);
  enterStep(world);
}

function enterStep(world: World): void {
  const [step] = world.steps;
  if (step === undefined) return;
  world.stepEndSecond = null;
  const isNewStage = world.stage !== step.stage;
  world.stage = step.stage;
  if (world.status === "IN_PROGRESS")
    world.hooksLeft = world.rollout.hooks.flatMap((hook, index) => (hook.stage === step.stage ? [index] : []));
  if (isNewStage) record(world, "stage", `Stage ${step.stage} begins.`);
}

/** Carries the steps on. */
export function settleStages(world: World): boolean {
  const [step] = world.steps;
  if (step === undefined || askHooks(world)) return false;
  if (world.stepEndSecond === null) {
    if (world.throttledUntil > world.second) return false;
    work(world, step);
    return true;
  }
  if (world.second < world.stepEndSecond || !isDone(world, step)) return false;
  next(world);
  return true;
}

function isDone(world: World, step: Step): boolean {
  switch (step.kind) {
    case "scale-up":
      return (
        healthyOf(world, step.revision) >= world.desired &&
        tasksOf(world, step.revision).every((task) => !task.condemned || !isActive(task))
      );
    case "clean-up":
      return tasksOf(world, step.revision).length === 0;
    case "pass":
    case "test-shift":
    case "shift":
    case "bake":
      return true;
  }
}

function next(world: World): void {
  world.steps.shift();
  world.bakeEndSecond = null;
  if (world.steps.length > 0) {
    enterStep(world);
    return;
  }
  tell(world, "has reached a steady state.");
  if (world.status === "IN_PROGRESS") tell(world, "deployment completed.");
  endDeployment(world, world.status === "IN_PROGRESS" ? "SUCCESSFUL" : "ROLLBACK_SUCCESSFUL");
}

function work(world: World, step: Step): void {
  wait(world, STAGE_SECONDS);
  switch (step.kind) {
    case "pass":
      return;
    case "scale-up":
      world.revisions[step.revision].wanted = world.desired;
      return;
    case "test-shift":
      world.testNewPercent = step.newPercent;
      return;
    case "shift":
      shift(world, step.newPercent);
      wait(world, STAGE_SECONDS + step.seconds);
      return;
    case "bake":
      wait(world, step.seconds);
      world.bakeEndSecond = world.second + step.seconds;
      record(world, "stage", `Both revisions run for ${step.seconds} s more.`);
      reach(world, "bake");
      return;
    case "clean-up":
      world.revisions[step.revision].wanted = 0;
      return;
  }
}

function wait(world: World, seconds: number): void {
  world.stepEndSecond = world.second + seconds;
  world.agenda.put(world.stepEndSecond, () => undefined);
}

/** Tasks that get no more requests are as good as draining from now on. */
function shift(world: World, newPercent: number): void {
  if (newPercent === world.newPercent) return;
  const weight = (revision: Revision): number => (revision === "new" ? newPercent : 100 - newPercent);
  for (const task of world.tasks) {
    if (!isActive(task) || !isRouted(world)) continue;
    if (weight(task.revision) > 0) task.quiet = null;
    else task.quiet ??= { since: world.second, requestsPerSecond: requestsReaching(world, task) };
  }
  world.newPercent = newPercent;
  record(
    world,
    "traffic",
    `${newPercent} % of the traffic goes to the new revision, ${100 - newPercent} % to the old.`,
  );
  if (newPercent > 0) reach(world, "new-traffic");
}

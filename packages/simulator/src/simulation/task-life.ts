import type { TaskFate } from "../faults/fault.js";
import { wholeBetween } from "../random/chance.js";
import type { RolloutTargetGroup } from "../rollout/rollout.js";
import { isRouted } from "./counts.js";
import { cutStreams, goQuiet } from "./load.js";
import { reach } from "./reach.js";
import { record } from "./record.js";
import { chooseSpot, chooseZone } from "./placement.js";
import { condemn, failTask } from "./task-failure.js";
import { watchHealth } from "./task-health.js";
import type { Revision, Task, World } from "./world.js";

const BASE: Pick<
  Task,
  "up" | "works" | "dead" | "containerHealthy" | "target" | "wasHealthy" | "served" | "condemned" | "quiet"
> = {
  up: false,
  works: false,
  dead: false,
  containerHealthy: false,
  target: "none",
  wasHealthy: false,
  served: false,
  condemned: false,
  quiet: null,
};

function fateOf({ effects }: World, revision: Revision, ordinal: number): TaskFate {
  for (const effect of effects) {
    if (effect.kind === "old-tasks" && revision === "old") return effect.fate;
    if (effect.kind === "new-tasks" && revision === "new" && (effect.which === "all" || ordinal === 1))
      return effect.fate;
  }
  return { kind: "well" };
}

/** A task of the old revision that has been serving since long ago. */
export function settledTask(world: World): Task {
  const ledger = world.revisions.old;
  ledger.started += 1;
  const task: Task = {
    ...BASE,
    id: `old-${ledger.started}`,
    revision: "old",
    zone: chooseZone(world, "old"),
    spot: chooseSpot(world, "old"),
    fate: { kind: "well" },
    phase: "running",
    runningSecond: -3600,
    up: true,
    works: true,
    containerHealthy: true,
    target: isRouted(world) ? "healthy" : "none",
    wasHealthy: true,
    served: true,
  };
  return task;
}

/** ECS starts a task: after the time that takes it runs, or fails to. */
export function startTask(world: World, revision: Revision): Task {
  const ledger = world.revisions[revision];
  ledger.started += 1;
  const task: Task = {
    ...BASE,
    id: `${revision}-${ledger.started}`,
    revision,
    zone: chooseZone(world, revision),
    spot: chooseSpot(world, revision),
    fate: fateOf(world, revision, ledger.started),
    phase: "pending",
    runningSecond: 0,
  };
  world.tasks.push(task);
  const { leastRunningSeconds, mostRunningSeconds } = world.rollout.start;
  const seconds = wholeBetween(world.chance(`${task.id} runs`), leastRunningSeconds, mostRunningSeconds);
  world.agenda.put(world.second + seconds, () => {
    if (task.phase !== "pending") return;
    if (task.fate.kind === "no-image") {
      failTask(world, task, "CannotPullContainerError: the image manifest is not there");
      return;
    }
    run(world, task);
  });
  return task;
}

function run(world: World, task: Task): void {
  task.phase = "running";
  task.runningSecond = world.second;
  record(world, "task", `Task ${task.id} runs in ${task.zone}${task.spot ? " on Spot" : ""}.`);
  const { leastReadySeconds, mostReadySeconds } = world.rollout.start;
  const readySeconds = wholeBetween(world.chance(`${task.id} ready`), leastReadySeconds, mostReadySeconds);
  const { fate } = task;
  if (fate.kind === "crash")
    world.agenda.put(world.second + fate.afterSeconds, () => {
      if (task.phase === "running") failTask(world, task, "Essential container in task exited (exit code 1)");
    });
  world.agenda.put(world.second + readySeconds, () => {
    task.up = true;
    task.works = task.phase === "running" && !task.dead && !(fate.kind === "sick" && fate.afterSeconds === 0);
  });
  watchHealth(world, task, readySeconds);
  if (task.revision === "new") reach(world, "new-runs");
}

/**
 * ECS takes a task out: the load balancer lets it drain, then it is told to stop
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html, 2026-11).
 */
export function stopTask(world: World, task: Task): void {
  if (task.phase === "pending") {
    end(world, task);
    return;
  }
  if (task.phase !== "running") return;
  goQuiet(world, task);
  const { targetGroup } = world.rollout;
  if (targetGroup === null || task.target === "none") {
    terminate(world, task, world.rollout.stopTimeoutSeconds);
    return;
  }
  task.phase = "draining";
  task.target = "draining";
  world.agenda.put(world.second + drainSeconds(world, task, targetGroup), () => {
    if (task.phase === "draining") terminate(world, task, world.rollout.stopTimeoutSeconds);
  });
}

/**
 * A target without connections is deregistered at once
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html, 2026-11).
 */
function drainSeconds(world: World, task: Task, targetGroup: RolloutTargetGroup): number {
  if (!task.served) return 0;
  world.assumptions.add("full-drain");
  return targetGroup.deregistrationDelaySeconds;
}

/** SIGTERM, and SIGKILL when the time is up. */
function terminate(world: World, task: Task, mostSeconds: number): void {
  task.phase = "stopping";
  if (task.target !== "none") task.target = "draining";
  world.agenda.put(world.second + exitSeconds(world, task, mostSeconds), () => {
    if (task.phase === "stopping") end(world, task);
  });
}

/** An app with nothing left to do exits within a second. */
const IDLE_EXIT_SECONDS = 1;

function exitSeconds(world: World, task: Task, mostSeconds: number): number {
  if (task.dead) return IDLE_EXIT_SECONDS;
  const since = task.quiet?.since ?? world.second;
  const workLeft = Math.max(0, since + world.longestStreamSeconds - world.second);
  const exits = world.rollout.exitsAfterSeconds ?? Infinity;
  return Math.max(IDLE_EXIT_SECONDS, Math.min(mostSeconds, exits, workLeft));
}

/** Spot's notice (https://repost.aws/knowledge-center/fargate-spot-termination-notice, 2026-11). */
const SPOT_NOTICE_SECONDS = 120;

/** Spot capacity is taken back: SIGTERM and the draining come together, two minutes before the end. */
export function reclaimTask(world: World, task: Task): void {
  if (task.phase === "pending") {
    end(world, task);
    return;
  }
  if (task.phase !== "running" && task.phase !== "draining") return;
  goQuiet(world, task);
  terminate(world, task, Math.min(SPOT_NOTICE_SECONDS, world.rollout.stopTimeoutSeconds));
}

/** The task is gone, and with it what it still had to say. */
function end(world: World, task: Task): void {
  if (isRouted(world) && task.target !== "none" && !task.dead) cutStreams(world, task);
  task.phase = "stopped";
  task.works = false;
  world.tasks = world.tasks.filter((other) => other !== task);
  record(world, "task", `Task ${task.id} has stopped.`);
}

/** Its zone is gone: whatever it was doing ends, and it is found out by its health check. */
export function loseTask(world: World, task: Task): void {
  if (task.dead) return;
  if (task.phase !== "running" && task.phase !== "draining" && task.phase !== "stopping") {
    end(world, task);
    return;
  }
  if (isRouted(world) && task.target !== "none") {
    const quiet = task.quiet;
    cutStreams(world, task);
    // The load balancer goes on sending requests until it finds out.
    task.quiet = quiet;
  }
  task.dead = true;
  task.works = false;
  const { targetGroup } = world.rollout;
  const seconds =
    targetGroup === null ? LOST_TASK_SECONDS : targetGroup.intervalSeconds * targetGroup.unhealthyThreshold;
  world.agenda.put(world.second + seconds, () => {
    if (task.phase !== "running") return;
    if (task.target === "healthy" || task.target === "initial") task.target = "unhealthy";
    task.containerHealthy = false;
    condemn(world, task, "its zone is lost");
  });
}

/** How long ECS takes to miss a task that nothing asks (`lost-zone-found`). */
const LOST_TASK_SECONDS = 60;

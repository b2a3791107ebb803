import { isHealthy, isRouted } from "./counts.js";
import { reach } from "./reach.js";
import { record, tell } from "./record.js";
import { condemn } from "./task-failure.js";
import { whenLet } from "./throttle.js";
import type { Task, World } from "./world.js";

/**
 * A task without a load balancer and without a health check counts as healthy 40 s after it runs
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html, 2026-11).
 */
const UNCHECKED_SECONDS = 40;

/** Lets the checks of a task that has begun to run come and go. `readySeconds`: from now until the app answers. */
export function watchHealth(world: World, task: Task, readySeconds: number): void {
  watchContainer(world, task, readySeconds);
  if (isRouted(world))
    whenLet(world, () => {
      if (task.phase === "running") register(world, task, readySeconds);
    });
  const { fate } = task;
  if (fate.kind === "sick" && fate.afterSeconds > 0)
    world.agenda.put(world.second + fate.afterSeconds, () => {
      fallSick(world, task);
    });
}

function watchContainer(world: World, task: Task, readySeconds: number): void {
  const check = world.rollout.containerHealth;
  const becomesHealthy = (): void => {
    if (task.phase !== "running" || task.dead) return;
    task.containerHealthy = true;
    noteHealth(world, task);
  };
  if (check === null) {
    if (isRouted(world)) task.containerHealthy = true;
    else world.agenda.put(world.second + UNCHECKED_SECONDS, becomesHealthy);
    return;
  }
  if (isSickAtOnce(task)) {
    // Failures within the start period don't count (ECS, HealthCheck.startPeriod, 2026-11).
    const failed = check.startPeriodSeconds + check.intervalSeconds * check.retries;
    world.agenda.put(world.second + failed, () => {
      condemn(world, task, "its container fails its health check");
    });
    return;
  }
  const probes = Math.max(1, Math.ceil(readySeconds / check.intervalSeconds));
  world.agenda.put(world.second + probes * check.intervalSeconds, becomesHealthy);
}

const isSickAtOnce = ({ fate }: Task): boolean => fate.kind === "sick" && fate.afterSeconds === 0;

/**
 * A newly registered target has to pass one health check
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html, 2026-11).
 */
function register(world: World, task: Task, readySeconds: number): void {
  const group = world.rollout.targetGroup;
  if (group === null) return;
  task.target = "initial";
  tell(world, `registered 1 targets in its target group: (task ${task.id}).`);
  if (isSickAtOnce(task)) {
    findUnhealthy(world, task);
    return;
  }
  const first = Math.floor(world.chance(`${task.id} probe`) * group.intervalSeconds);
  const wait = Math.max(0, task.runningSecond + readySeconds - world.second - first);
  const seconds = first + Math.ceil(wait / group.intervalSeconds) * group.intervalSeconds;
  world.agenda.put(world.second + seconds, () => {
    if (task.phase !== "running" || task.target !== "initial" || task.dead) return;
    task.target = "healthy";
    noteHealth(world, task);
  });
}

/** From now on its checks fail, and so do its requests. */
function fallSick(world: World, task: Task): void {
  if (task.phase !== "running") return;
  task.works = false;
  record(world, "fault", `Task ${task.id} begins to fail its health check and its requests.`);
  const check = world.rollout.containerHealth;
  if (check !== null)
    world.agenda.put(world.second + check.intervalSeconds * check.retries, () => {
      if (task.phase !== "running") return;
      task.containerHealthy = false;
      condemn(world, task, "its container fails its health check");
    });
  if (task.target !== "none") findUnhealthy(world, task);
}

/** The load balancer finds out after its failed checks; ECS heeds it once the grace period is over. */
function findUnhealthy(world: World, task: Task): void {
  const group = world.rollout.targetGroup;
  if (group === null) return;
  const found = world.second + group.intervalSeconds * group.unhealthyThreshold;
  world.agenda.put(found, () => {
    if (task.phase === "running") task.target = "unhealthy";
  });
  world.agenda.put(Math.max(found, task.runningSecond + group.graceSeconds), () => {
    if (task.target === "unhealthy") condemn(world, task, "health checks failed in its target group");
  });
}

/** A task may have become healthy by what was just learned of it. */
function noteHealth(world: World, task: Task): void {
  if (task.wasHealthy || !isHealthy(world, task)) return;
  task.wasHealthy = true;
  world.revisions[task.revision].failedInRow = 0;
  if (task.revision === "new") {
    if (world.rollout.circuitBreaker.resetOnHealthyTask) world.failureCount = 0;
    if (world.rollout.strategy.kind === "rolling") reach(world, "new-traffic");
  }
  record(world, "task", `Task ${task.id} is healthy.`);
}

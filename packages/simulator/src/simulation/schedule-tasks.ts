import { isActive, isHealthy, isShared, tasksOf } from "./counts.js";
import { tell } from "./record.js";
import { startTask, stopTask } from "./task-life.js";
import type { Revision, Task, World } from "./world.js";

const REVISIONS = ["new", "old"] as const satisfies readonly Revision[];

/**
 * Brings each revision nearer to what is wanted of it, within the limits of the deployment: the minimum is rounded up, the maximum down
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html, 2026-11).
 */
export function scheduleTasks(world: World): void {
  if (world.phase.kind === "job" || isAtRest(world)) return;
  for (const revision of REVISIONS) {
    replaceCondemned(world, revision);
    stopSurplus(world, revision);
  }
  tellStuck(world);
  if (world.throttledUntil > world.second) return;
  for (const revision of REVISIONS) startMissing(world, revision);
}

/** Whether each revision has what is wanted of it; most seconds find it so, and so it is asked first. */
function isAtRest(world: World): boolean {
  const missing = { old: world.revisions.old.wanted, new: world.revisions.new.wanted };
  for (const task of world.tasks) {
    if (!isActive(task)) continue;
    if (task.condemned) return false;
    missing[task.revision] -= 1;
  }
  return missing.old === 0 && missing.new === 0;
}

/** With limits that leave no room neither to start nor to stop a task, ECS says so and waits. */
function tellStuck(world: World): void {
  if (world.phase.kind !== "replacing" || world.stuckTold || atMost(world) > atLeast(world)) return;
  world.stuckTold = true;
  tell(
    world,
    "was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
  );
}

const atLeast = ({ rollout, desired }: World): number => Math.ceil((rollout.minimumHealthyPercent / 100) * desired);

/** Where traffic is shifted, each revision has room of its own. */
const atMost = ({ rollout, desired }: World): number => Math.floor((rollout.maximumPercent / 100) * desired);

const counted = (world: World, revision: Revision): Task[] =>
  isShared(world) ? world.tasks.filter(isActive) : tasksOf(world, revision).filter(isActive);

const roomFor = (world: World, revision: Revision): number => {
  const most = isShared(world) ? atMost(world) : Math.max(world.desired, atMost(world));
  return most - counted(world, revision).length;
};

const wellOf = (world: World, revision: Revision): Task[] =>
  tasksOf(world, revision).filter((task) => isActive(task) && !task.condemned);

function startMissing(world: World, revision: Revision): void {
  const { wanted, startNotBefore } = world.revisions[revision];
  if (startNotBefore > world.second) return;
  const missing = Math.min(wanted - wellOf(world, revision).length, roomFor(world, revision));
  if (missing <= 0) return;
  const started: string[] = [];
  let unplaced = 0;
  for (let count = 0; count < missing; count += 1) {
    if (canPlace(world)) started.push(startTask(world, revision).id);
    else unplaced += 1;
  }
  if (started.length > 0)
    tell(world, `has started ${started.length} tasks: ${started.map((id) => `(task ${id})`).join(" ")}.`);
  if (unplaced > 0 && !world.placementTold) {
    world.placementTold = true;
    tell(world, "was unable to place a task. Reason: capacity is unavailable at this time.");
  }
}

/** Without Spot capacity nothing runs on Spot; ECS doesn't go over to another provider by itself. */
function canPlace(world: World): boolean {
  if (world.spotBackSecond <= world.second) return true;
  const { capacity } = world.rollout;
  if (capacity.kind !== "fargate-spot") return capacity.kind === "fargate";
  return world.tasks.filter((task) => isActive(task) && !task.spot).length < capacity.onDemandBase;
}

/**
 * A task that was healthy once is replaced first where there is room, and stopped then
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html, 2026-11).
 */
function replaceCondemned(world: World, revision: Revision): void {
  const { wanted } = world.revisions[revision];
  const healthy = (): number => wellOf(world, revision).filter((task) => isHealthy(world, task)).length;
  const stopped: Task[] = [];
  for (const task of tasksOf(world, revision)) {
    if (!task.condemned || task.phase !== "running") continue;
    const waits = task.wasHealthy && healthy() < wanted && roomForReplacement(world, revision);
    if (waits) continue;
    stopTask(world, task);
    stopped.push(task);
  }
  tellStopped(world, stopped);
}

const roomForReplacement = (world: World, revision: Revision): boolean =>
  roomFor(world, revision) > 0 || wellOf(world, revision).length >= world.revisions[revision].wanted;

function stopSurplus(world: World, revision: Revision): void {
  const tasks = wellOf(world, revision);
  let surplus = tasks.length - world.revisions[revision].wanted;
  if (surplus <= 0) return;
  const stopped: Task[] = [];
  for (const task of tasks.toSorted((left, right) => rank(world, left) - rank(world, right))) {
    if (surplus <= 0) break;
    if (isHealthy(world, task) && isShared(world) && healthyAll(world) - 1 < atLeast(world)) continue;
    stopTask(world, task);
    stopped.push(task);
    surplus -= 1;
  }
  tellStopped(world, stopped);
}

const healthyAll = (world: World): number => world.tasks.filter((task) => isHealthy(world, task)).length;

/** What serves least goes first. */
const rank = (world: World, task: Task): number => (task.phase === "pending" ? 0 : isHealthy(world, task) ? 2 : 1);

function tellStopped(world: World, stopped: readonly Task[]): void {
  if (stopped.length === 0) return;
  const names = stopped.map(({ id }) => `(task ${id})`).join(" ");
  const draining = stopped.filter(({ phase }) => phase === "draining").length;
  if (draining > 0) tell(world, `has begun draining connections on ${draining} tasks.`);
  tell(world, `has stopped ${stopped.length} running tasks: ${names}.`);
}

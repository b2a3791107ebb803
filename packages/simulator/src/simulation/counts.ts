import type { RevisionState } from "../timeline/simulated-rollout.js";
import type { Revision, Task, World } from "./world.js";

export const isRouted = ({ rollout }: World): boolean => rollout.targetGroup !== null;

/** One target group for both revisions, where nothing is shifted. */
export const isShared = ({ rollout }: World): boolean => rollout.strategy.kind === "rolling";

/** Running or about to: what ECS counts against the desired count. */
export const isActive = ({ phase }: Task): boolean => phase === "pending" || phase === "running";

/** As ECS sees it: the load balancer, where there is one, and the container's own check, where there is one. */
export const isHealthy = (world: World, task: Task): boolean =>
  task.phase === "running" && task.containerHealthy && (!isRouted(world) || task.target === "healthy");

export const tasksOf = (world: World, revision: Revision): Task[] =>
  world.tasks.filter((task) => task.revision === revision);

export function healthyOf(world: World, revision: Revision): number {
  let count = 0;
  for (const task of world.tasks) if (task.revision === revision && isHealthy(world, task)) count += 1;
  return count;
}

export function revisionState(world: World, revision: Revision): RevisionState {
  const { wanted, failed } = world.revisions[revision];
  let [pending, running, healthy, draining] = [0, 0, 0, 0];
  for (const task of world.tasks) {
    if (task.revision !== revision) continue;
    if (task.phase === "pending") pending += 1;
    else if (task.phase === "running") running += 1;
    else draining += 1;
    if (isHealthy(world, task)) healthy += 1;
  }
  return { requested: wanted, pending, running, healthy, draining, failed };
}

/** The new revision's share of the traffic in whole percent. */
export function newTrafficPercent(world: World): number {
  if (!isShared(world)) return world.newPercent;
  const share = (count: (revision: Revision) => number): number | null => {
    const all = count("old") + count("new");
    return all === 0 ? null : Math.round((count("new") / all) * 100);
  };
  const percent =
    share((revision) => healthyOf(world, revision)) ??
    share((revision) => revisionState(world, revision).running) ??
    world.newPercent;
  return percent;
}

/** Healthy tasks for what they have to do, in percent of the desired count. */
export function capacityPercent(world: World): number {
  const { desired } = world;
  if (desired === 0) return 100;
  const healthy = { old: healthyOf(world, "old"), new: healthyOf(world, "new") };
  const all = ((healthy.old + healthy.new) / desired) * 100;
  if (isShared(world)) return all;
  const weights = { old: 100 - world.newPercent, new: world.newPercent };
  const for_ = (revision: Revision): number =>
    weights[revision] === 0 ? Infinity : (healthy[revision] / desired / weights[revision]) * 10_000;
  return Math.min(all, for_("old"), for_("new"));
}

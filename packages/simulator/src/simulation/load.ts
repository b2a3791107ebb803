import { isRouted, isShared } from "./counts.js";
import type { Revision, Task, World } from "./world.js";

/** Requests that are streams (`stream-lengths`). */
const STREAM_SHARE = 0.05;

/** Where a part of the traffic goes: the targets that the load balancer takes, each as much as the others. */
interface Flow {
  readonly requestsPerSecond: number;
  readonly targets: readonly Task[];
}

/**
 * A target group sends requests to its healthy targets, and to all of them when none is healthy
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html, 2026-11).
 */
function targetsOf(tasks: readonly Task[]): readonly Task[] {
  const healthy = tasks.filter(({ target }) => target === "healthy");
  return healthy.length > 0 ? healthy : tasks.filter(({ target }) => target === "initial" || target === "unhealthy");
}

function flows(world: World): Flow[] {
  const { requestsPerSecond } = world.rollout;
  if (!isRouted(world) || requestsPerSecond === 0) return [];
  // Before the first version answers there are no users.
  if (!world.rollout.hasPrevious && !world.milestones.has("new-traffic")) return [];
  if (isShared(world)) return [{ requestsPerSecond, targets: targetsOf(world.tasks) }];
  const flow = (revision: Revision, percent: number): Flow => ({
    requestsPerSecond: (requestsPerSecond * percent) / 100,
    targets: targetsOf(world.tasks.filter((task) => task.revision === revision)),
  });
  return [flow("old", 100 - world.newPercent), flow("new", world.newPercent)].filter(
    (flow) => flow.requestsPerSecond > 0,
  );
}

/** Lets users send requests for some seconds in which nothing changes. */
export function passTime(world: World, seconds: number): void {
  for (const { requestsPerSecond, targets } of flows(world)) {
    const requests = requestsPerSecond * seconds;
    if (targets.length === 0) {
      world.errors += requests;
      continue;
    }
    const each = requests / targets.length;
    world.requests += requests;
    for (const task of targets) {
      task.served ||= each > 0;
      if (task.dead || !task.works) {
        world.errors += each;
        // An app that is up and sick answers with errors of its own; where none is up the load balancer answers.
        if (!task.dead && task.up) world.targetErrors += each;
      } else if (task.revision === "new" && world.badShare > 0) {
        world.errors += each * world.badShare;
        world.targetErrors += each * world.badShare;
      }
    }
  }
}

/** Requests a second that reach one task. */
export function requestsReaching(world: World, task: Task): number {
  for (const { requestsPerSecond, targets } of flows(world))
    if (targets.includes(task)) return requestsPerSecond / targets.length;
  return 0;
}

/** Notes that a task gets no new requests from now on. */
export function goQuiet(world: World, task: Task): void {
  task.quiet ??= { since: world.second, requestsPerSecond: requestsReaching(world, task) };
}

/**
 * Streams that are cut when a task ends now: of those that began before it went quiet, the ones longer than what they were given. With
 * lengths spread evenly up to L, a rate r and a time K, that is r (L - K)² / 2L.
 */
export function cutStreams(world: World, task: Task): void {
  goQuiet(world, task);
  const { since, requestsPerSecond } = task.quiet ?? { since: world.second, requestsPerSecond: 0 };
  const longest = world.longestStreamSeconds;
  const left = longest - (world.second - since);
  if (longest > 0 && left > 0) world.cutStreams += (STREAM_SHARE * requestsPerSecond * left * left) / (2 * longest);
}

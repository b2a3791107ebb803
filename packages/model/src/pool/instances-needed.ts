import type { ResolvedService } from "../service/resolved-service.js";
import type { PoolKind } from "./pool-of.js";
import type { ResolvedRoom } from "./resolved-pool.js";

type Task = Pick<ResolvedService, "cpuUnits" | "gpus" | "memoryMib">;

/** How many tasks of a service an instance takes, all else being equal; 0: it is too small for one. */
const tasksPerInstance = ({ cpuUnits, memoryMib, gpus }: Task, room: ResolvedRoom): number =>
  Math.min(
    room.tasks,
    Math.floor(room.cpuUnits / cpuUnits),
    Math.floor(room.memoryMib / memoryMib),
    gpus === 0 ? Number.MAX_SAFE_INTEGER : Math.floor(room.gpus / gpus),
  );

/** The services whose tasks a pool runs. */
export const servicesOn = ({ name }: Pick<PoolKind, "name">, services: readonly ResolvedService[]): ResolvedService[] =>
  services.filter(({ capacity }) => capacity.kind === "ec2" && capacity.pool === name);

/**
 * Instances that a pool needs at most: for every service's most tasks at once, or for the fewest with the largest release
 * beside them. A release that finds no room waits until the circuit breaker ends it.
 */
export function instancesNeeded(pool: PoolKind, services: readonly ResolvedService[]): number {
  const shares = servicesOn(pool, services).flatMap(({ scaling, rollout, ...task }) => {
    const each = tasksPerInstance(task, pool.room);
    if (each === 0) return [];
    const extra = Math.ceil((scaling.minTasks * (rollout.maximumPercent - 100)) / 100);
    return [{ most: scaling.maxTasks / each, fewest: scaling.minTasks / each, release: extra / each }];
  });
  const most = sum(shares.map((share) => share.most));
  const released = sum(shares.map(({ fewest }) => fewest)) + Math.max(0, ...shares.map(({ release }) => release));
  return Math.ceil(Math.max(most, released) - ROUNDING);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Three thirds are one, whatever floating point makes of them. */
const ROUNDING = 1e-9;

import type { Described } from "../app/described-app.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { instancesNeeded } from "./instances-needed.js";
import type { PoolOptions } from "./pool.js";
import { type PoolKind, poolOf } from "./pool-of.js";
import type { ResolvedPool } from "./resolved-pool.js";

/** The pool that a service states; `null`: it runs on Fargate. */
export const statedPool = ({ options: { capacity } }: Described<"service">): PoolOptions | null =>
  typeof capacity === "object" && "ec2" in capacity ? capacity.ec2 : null;

interface Stated {
  readonly options: PoolOptions;
  readonly kind: PoolKind;
}

/** The pools that services state, each once and sorted by name. */
export function resolvePools(
  described: readonly Described<"service">[],
  services: readonly ResolvedService[],
): ResolvedPool[] {
  const stated = described.flatMap((service): Stated[] => {
    const options = statedPool(service);
    return options === null ? [] : [{ options, kind: poolOf(options) }];
  });
  return [...Map.groupBy(stated, ({ kind }) => kind.name).values()]
    .flatMap((group) => group.slice(0, 1).map(({ kind }) => resolvePool(kind, group, services)))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function resolvePool(kind: PoolKind, group: readonly Stated[], services: readonly ResolvedService[]): ResolvedPool {
  // Instances come when tasks need them: what stands idle is paid for.
  const minInstances = Math.max(0, ...group.map(({ options }) => options.minInstances ?? 0));
  const largest = group.flatMap(({ options }) => options.maxInstances ?? []);
  const needed = instancesNeeded(kind, services);
  return {
    ...kind,
    minInstances,
    maxInstances: largest.length > 0 ? Math.max(...largest) : Math.max(1, minInstances, needed),
  };
}

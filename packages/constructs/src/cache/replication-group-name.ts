import type { ResolvedApp, ResolvedCache } from "@fairlead/model";
import { boundedName, environmentPrefix } from "../stacks/resource-names.js";

/**
 * Id of a replication group: 40 characters at most.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html (2026-11)
 */
export const replicationGroupId = (app: ResolvedApp, cache: string): string =>
  boundedName(`${environmentPrefix(app)}-${cache}`, 40);

/** ElastiCache names the nodes of a group by its id and a number of three digits; metrics go by these. */
export const cacheNodeIds = (app: ResolvedApp, cache: ResolvedCache): readonly string[] =>
  Array.from(
    { length: cache.replicas + 1 },
    (_, index) => `${replicationGroupId(app, cache.name)}-${String(index + 1).padStart(3, "0")}`,
  );

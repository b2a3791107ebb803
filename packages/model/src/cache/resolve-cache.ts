import type { Described } from "../app/described-app.js";
import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedCache } from "./resolved-cache.js";

/** The newest that ElastiCache offers of each (ElastiCache user guide, "Supported engines and versions", read 2026-11). */
const NEWEST_VERSIONS = { valkey: "8.1", redis: "7.1" } as const satisfies Record<ResolvedCache["engine"], string>;

/** The protocol's own. */
const CACHE_PORT = 6379;

/** ElastiCache's own: only keys with an expiry go, so a stream in the same cache is never emptied silently. */
const DEFAULT_EVICTION_POLICY = "volatile-lru";

/** Fills the gaps of a cache. */
export const resolveCache = (
  { kind, name, options }: Described<"valkey" | "redis">,
  tier: TierValues,
): ResolvedCache => ({
  name,
  engine: kind,
  version: options.version ?? NEWEST_VERSIONS[kind],
  nodeType: options.nodeType ?? tier.cacheNode,
  replicas: options.replicas ?? tier.cacheReplicas,
  port: CACHE_PORT,
  snapshotRetentionDays: options.snapshotDays ?? tier.cacheSnapshotDays,
  evictionPolicy: options.evictionPolicy ?? DEFAULT_EVICTION_POLICY,
});

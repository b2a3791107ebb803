import type { Described } from "../app/described-app.js";
import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedCache } from "./resolved-cache.js";

/**
 * Redis: the last that there is. Valkey: 8.1 has been out long enough to be met in every region and client; 8.2 (vector search), 9.0
 * and 9.1 are there for who asks for them (ElastiCache user guide, "Engine versions and upgrading", read 2026-11).
 */
const DEFAULT_VERSIONS = { valkey: "8.1", redis: "7.1" } as const satisfies Record<ResolvedCache["engine"], string>;

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
  version: options.version ?? DEFAULT_VERSIONS[kind],
  nodeType: options.nodeType ?? tier.cacheNode,
  replicas: options.replicas ?? tier.cacheReplicas,
  port: CACHE_PORT,
  snapshotRetentionDays: options.snapshotDays ?? tier.cacheSnapshotDays,
  evictionPolicy: options.evictionPolicy ?? DEFAULT_EVICTION_POLICY,
  holdsMib: options.holdsMib ?? null,
});

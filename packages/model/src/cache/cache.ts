import type { AdoptedCache, AdoptedCacheOptions } from "../adopted/adopted-cache.js";
import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import { recordOf } from "../problem/record-of.js";
import type { CacheOutput } from "../service/resolved-container.js";

export interface CacheOptions {
  /** As ElastiCache names it; default Valkey `8.1`, Redis `7.1`. ElastiCache goes up in place, never down. */
  readonly version?: string | undefined;
  /** For example `cache.t4g.small`; default the tier's. */
  readonly nodeType?: string | undefined;
  /** Nodes beside the primary, in other zones, 0 to 5; default the tier's. With at least one, failover is automatic. */
  readonly replicas?: number | undefined;
  /** Days that daily snapshots are kept, 0 to 35; default the tier's. */
  readonly snapshotDays?: number | undefined;
  /**
   * What goes first when memory is full (`maxmemory-policy`). Default `volatile-lru`, which is ElastiCache's own: only keys
   * with an expiry go, so a queue or a stream in the same cache is never emptied silently.
   */
  readonly evictionPolicy?: EvictionPolicy | undefined;
  /**
   * MiB that it must hold at once and never drop, e.g. a stream: its most entries times the largest of them. A node with less room for it is
   * told. Default unknown.
   */
  readonly holdsMib?: number | undefined;
}

/** The policies of Valkey and Redis, as `maxmemory-policy` names them. */
export const EVICTION_POLICIES = [
  "noeviction",
  "allkeys-lru",
  "allkeys-lfu",
  "allkeys-random",
  "volatile-lru",
  "volatile-lfu",
  "volatile-random",
  "volatile-ttl",
] as const;

export type EvictionPolicy = (typeof EVICTION_POLICIES)[number];

/** One fact about a cache, as the value of a variable. */
export interface CacheReference {
  readonly kind: "cache-output";
  readonly cache: Part<"valkey" | "redis"> | Part<"adoptedCache">;
  readonly output: CacheOutput;
}

/** What variables may take from a cache. */
export interface CacheOutputs {
  /** `rediss://:<password>@<host>:<port>`; injected as a secret. */
  readonly url: CacheReference;
  readonly host: CacheReference;
  readonly port: CacheReference;
  /** The AUTH token; injected as a secret. */
  readonly password: CacheReference;
}

/** A Valkey cache and what variables may take from it. */
export interface Valkey extends Part<"valkey">, CacheOutputs {}

/** A Redis cache and what variables may take from it. */
export interface Redis extends Part<"redis">, CacheOutputs {}

const outputsOf = (cache: CacheReference["cache"]): CacheOutputs => {
  const reference = (output: CacheOutput): CacheReference => Object.freeze({ kind: "cache-output", cache, output });
  return {
    url: reference("url"),
    host: reference("host"),
    port: reference("port"),
    password: reference("password"),
  };
};

/**
 * Declares a Valkey cache on ElastiCache: encrypted in transit and at rest, AUTH required. With `adopt` it is one that exists
 * already, and nothing is made but the way to it.
 *
 * @param name Unique among the app's caches.
 */
export function valkey(name: string, options: AdoptedCacheOptions): AdoptedCache;
export function valkey(name: string, options?: CacheOptions): Valkey;
export function valkey(name: string, options: CacheOptions | AdoptedCacheOptions = {}): Valkey | AdoptedCache {
  const source = findDeclarationSite(valkey);
  if (isAdopted(options)) return adoptedCache(name, options, source);
  const part = makePart({ kind: "valkey", name, options, source });
  return Object.freeze({ ...part, ...outputsOf(part) });
}

/**
 * Declares a Redis OSS cache on ElastiCache: encrypted in transit and at rest, AUTH required. Valkey speaks the same protocol,
 * has newer versions and costs less. With `adopt` it is one that exists already, and nothing is made but the way to it.
 *
 * @param name Unique among the app's caches.
 */
export function redis(name: string, options: AdoptedCacheOptions): AdoptedCache;
export function redis(name: string, options?: CacheOptions): Redis;
export function redis(name: string, options: CacheOptions | AdoptedCacheOptions = {}): Redis | AdoptedCache {
  const source = findDeclarationSite(redis);
  if (isAdopted(options)) return adoptedCache(name, options, source);
  const part = makePart({ kind: "redis", name, options, source });
  return Object.freeze({ ...part, ...outputsOf(part) });
}

/** Nothing is checked yet: what stands there may be no object at all. */
const isAdopted = (options: CacheOptions | AdoptedCacheOptions): options is AdoptedCacheOptions =>
  "adopt" in recordOf(options);

function adoptedCache(
  name: string,
  options: AdoptedCacheOptions,
  source: Part<"adoptedCache">["source"],
): AdoptedCache {
  const part = makePart({ kind: "adoptedCache", name, options, source });
  return Object.freeze({ ...part, ...outputsOf(part) });
}

import type { LimitWindow } from "./limiter.js";

/** Full, it holds one minute's worth; it refills evenly, so that no minute gives more than twice its limit. */
export interface TokenBucket {
  readonly level: number;
  readonly atMs: number;
}

const MINUTE_MS = 60_000;

/** What it holds now. A clock that went back adds nothing. */
export function refilled(bucket: TokenBucket | null, limit: number, nowMs: number): TokenBucket {
  if (bucket === null) return { level: limit, atMs: nowMs };
  const passedMs = Math.max(0, nowMs - bucket.atMs);
  return {
    level: Math.min(limit, bucket.level + (passedMs * limit) / MINUTE_MS),
    atMs: Math.max(nowMs, bucket.atMs),
  };
}

/** A negative cost gives back, never above the limit. What was used beyond its estimate may leave less than nothing. */
export const taken = (bucket: TokenBucket, cost: number, limit: number): TokenBucket => ({
  level: Math.min(limit, bucket.level - cost),
  atMs: bucket.atMs,
});

export const bucketState = (bucket: TokenBucket, limit: number): LimitWindow => ({
  limit,
  remaining: Math.max(0, Math.floor(bucket.level)),
  resetMs: limit === 0 ? 0 : Math.ceil(((limit - bucket.level) * MINUTE_MS) / limit),
});

/** @returns `null`: it never holds as much. */
export const bucketWaitMs = (bucket: TokenBucket, cost: number, limit: number): number | null =>
  cost > limit ? null : Math.max(0, Math.ceil(((cost - bucket.level) * MINUTE_MS) / limit));

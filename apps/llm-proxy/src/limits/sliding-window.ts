import type { LimitWindow } from "./limiter.js";

/**
 * Length of the window of a rate. A sliding window is estimated from two fixed ones: what was used in this one, and of
 * what was used in the one before the part that still overlaps the last minute. Chosen over a fixed window because that
 * admits twice its limit around every boundary, and over a log of all requests because this costs the same few numbers
 * whatever the limit. The first window starts with a token's first request, so a burst on an idle token is admitted up
 * to exactly its limit; after it, use is given back evenly over the next minute.
 */
export const WINDOW_MS = 60_000;

export interface WindowUse {
  /** Used in the window before. */
  readonly previous: number;
  readonly current: number;
  /** Since the current window began, 0 … 59,999. */
  readonly elapsedMs: number;
}

/** Whether as much more fits; kept in whole numbers, so that Lua and TypeScript agree to the last unit. */
export const fits = (use: WindowUse, cost: number, limit: number): boolean =>
  use.previous * (WINDOW_MS - use.elapsedMs) + (use.current + cost) * WINDOW_MS <= limit * WINDOW_MS;

/** What the response's headers say. `resetMs`: until all of the limit is free again, if nothing more is used. */
export function windowState(use: WindowUse, limit: number): LimitWindow {
  const untilNextMs = WINDOW_MS - use.elapsedMs;
  const used = use.current + (use.previous * untilNextMs) / WINDOW_MS;
  const resetMs = use.current > 0 ? untilNextMs + WINDOW_MS : use.previous > 0 ? untilNextMs : 0;
  return { limit, remaining: Math.max(0, Math.floor(limit - used)), resetMs };
}

/** @returns milliseconds until as much fits, if nothing else is used meanwhile; `null`: it never will. */
export function waitMs(use: WindowUse, cost: number, limit: number): number | null {
  if (cost > limit) return null;
  if (fits(use, cost, limit)) return 0;
  const untilNextMs = WINDOW_MS - use.elapsedMs;
  const freeNow = limit - cost - use.current;
  if (freeNow >= 0 && use.previous > 0) {
    // previous * (WINDOW - elapsed) must fall to what is free.
    return Math.min(untilNextMs, Math.ceil(untilNextMs - (freeNow * WINDOW_MS) / use.previous));
  }
  const allowed = ((limit - cost) * WINDOW_MS) / use.current;
  return untilNextMs + Math.max(0, Math.ceil(WINDOW_MS - allowed));
}

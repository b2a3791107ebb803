import type { IncomingHttpHeaders } from "node:http";

export interface RetrySettings {
  /** Further tries at the same provider after the first. One heals a dropped connection; more belong to the caller, whose client retries too. */
  readonly maxRetries: number;
  /** First pause; it doubles. */
  readonly baseDelayMs: number;
  /** A provider that asks for a longer pause is left for the next one, or its answer is handed on. */
  readonly maxDelayMs: number;
}

export const RETRY_DEFAULTS = {
  maxRetries: 1,
  baseDelayMs: 100,
  maxDelayMs: 5000,
} as const satisfies RetrySettings;

/**
 * What the provider asks to wait: `retry-after-ms`, `x-ms-retry-after-ms` (Azure), `retry-after` in seconds or as a date (RFC 9110 §10.2.3).
 * @returns `null`: it doesn't say.
 */
export function readRetryAfterMs(headers: IncomingHttpHeaders, nowMs: number): number | null {
  const exact = milliseconds(headers["retry-after-ms"]) ?? milliseconds(headers["x-ms-retry-after-ms"]);
  if (exact !== null) return exact;
  const text = headers["retry-after"];
  if (text === undefined) return null;
  const seconds = milliseconds(text);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

/** Says in a header what the provider only says in its body: callers read no bodies of errors. */
export const withRetryAfter = <Head extends { readonly headers: IncomingHttpHeaders }>(
  head: Head,
  ms: number,
): Head => ({
  ...head,
  headers: { ...head.headers, "retry-after": String(Math.ceil(ms / 1000)), "retry-after-ms": String(ms) },
});

function milliseconds(text: string | string[] | undefined): number | null {
  if (typeof text !== "string" || !/^\d+(?:\.\d+)?$/.test(text)) return null;
  return Number(text);
}

/**
 * The pause before the next try: what the provider asks for is a floor, jitter only adds to it.
 * @param random In [0, 1).
 * @returns `null`: no further try here.
 */
export function retryDelayMs(
  retry: { readonly retriesDone: number; readonly floorMs: number | null },
  settings: RetrySettings,
  random: () => number,
): number | null {
  if (retry.retriesDone >= settings.maxRetries) return null;
  const backoff = settings.baseDelayMs * 2 ** retry.retriesDone;
  const jitter = 0.5 + random() / 2;
  const delay = retry.floorMs === null ? backoff * jitter : retry.floorMs + settings.baseDelayMs * random();
  if ((retry.floorMs ?? 0) > settings.maxDelayMs) return null;
  return Math.min(delay, Math.max(settings.maxDelayMs, retry.floorMs ?? 0));
}

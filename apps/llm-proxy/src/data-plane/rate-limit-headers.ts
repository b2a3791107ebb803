import { thousandths } from "../telemetry/fixed-point.js";
import type { LimitState, LimitWindow } from "../limits/limiter.js";

/** `x-ratelimit-*` as OpenAI and Groq send them; a limit that does not exist has no headers. */
export function pushRateLimitHeaders(headers: string[], state: LimitState | null): void {
  if (state === null) return;
  if (state.requests !== null) push(headers, "requests", state.requests);
  if (state.tokens !== null) push(headers, "tokens", state.tokens);
}

function push(headers: string[], dimension: "requests" | "tokens", window: LimitWindow): void {
  headers.push(
    `x-ratelimit-limit-${dimension}`,
    String(window.limit),
    `x-ratelimit-remaining-${dimension}`,
    String(Math.max(0, window.remaining)),
    `x-ratelimit-reset-${dimension}`,
    goDuration(window.resetMs),
  );
}

/** As Go prints durations, and OpenAI with it: `12ms`, `1.5s`, `6m0s`, `1h0m0s`. */
export function goDuration(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1000) return `${ms}ms`;
  const seconds = thousandths((ms % 60_000) / 1000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const hours = Math.floor(ms / 3_600_000);
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}

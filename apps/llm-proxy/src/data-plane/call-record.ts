import type { Grant } from "../access/grant.js";
import type { CallEvent } from "../events/call-event.js";
import { isoTime } from "../telemetry/iso-time.js";
import type { ForwardReport } from "../upstream/caller.js";
import type { DataPlanePorts } from "./ports.js";

/** What is known of a call at its end. */
export interface CallFacts {
  readonly id: string;
  readonly startedEpochMs: number;
  readonly method: string;
  readonly path: string;
  readonly grant: Grant | null;
  readonly model: string | null;
  readonly isStream: boolean;
  readonly status: number;
  readonly outcome: CallEvent["outcome"];
  readonly durationMs: number;
  readonly timeToFirstByteMs: number | null;
  readonly report: ForwardReport | null;
}

export function callEvent(facts: CallFacts, priceOf: DataPlanePorts["priceOf"]): CallEvent {
  const { id, method, path, grant, model, isStream, status, outcome, durationMs, timeToFirstByteMs, report } = facts;
  const { projectId, tokenId } = grant ?? STRANGER;
  const usage = report?.usage ?? null;
  return {
    id,
    at: isoTime(facts.startedEpochMs),
    projectId,
    tokenId,
    method,
    path,
    model,
    provider: report?.provider ?? null,
    status,
    outcome,
    isStream,
    durationMs: toMicroseconds(durationMs),
    timeToFirstByteMs: timeToFirstByteMs === null ? null : toMicroseconds(timeToFirstByteMs),
    usage,
    costUsd: usage === null ? null : priceOf(report?.model ?? model, usage),
    attempts: report?.attempts ?? [],
  };
}

/** Finer figures are the clock's noise, and every event would carry its thirteen digits. */
const toMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;

/** Smaller bodies hold no picture worth the search. */
const SEARCHED_BYTES = 16 * 1024;
/** Assumed: Anthropic and OpenAI count some 1,600 tokens for a large picture (2026-11), whatever its bytes. */
const BYTES_PER_MEDIUM = 1600 * 4;
const MEDIUM = Buffer.from(";base64,");
const QUOTE = 0x22;
const SPACE = 0x20;

/** Bytes of a body as far as they are text: a picture of a megabyte is no quarter of a million tokens. */
export function promptBytes(body: Buffer): number {
  let bytes = body.length;
  if (bytes < SEARCHED_BYTES) return bytes;
  for (let at = body.indexOf(MEDIUM); at >= 0; at = body.indexOf(MEDIUM, at)) {
    const end = body.indexOf(QUOTE, at);
    if (end < 0) break;
    // Prose has spaces; nobody shall hide a prompt behind the mark.
    if (!body.subarray(at, end).includes(SPACE)) bytes -= Math.max(0, end - at - BYTES_PER_MEDIUM);
    at = end;
  }
  return bytes;
}

const STRANGER = { projectId: "", tokenId: "" } as const;

/**
 * What a call may use at most: a token is about four bytes of English, and as much of an answer as it allows. Bounded, since
 * callers may allow more than any number can count.
 */
export const estimateTokens = (bodyBytes: number, maxOutputTokens: number): number =>
  Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(bodyBytes / 4) + maxOutputTokens);

/**
 * What to settle when a call is over.
 * @returns `null`: nothing reached a provider, everything is given back.
 */
export function tokensToSettle(
  call: {
    readonly outcome: CallEvent["outcome"];
    readonly bodyBytes: number;
    readonly estimatedTokens: number;
  },
  report: ForwardReport | null,
): number | null {
  if (call.outcome === "cache-hit") return 0;
  if (report === null || report.attempts.length === 0) return null;
  if (report.usage !== null) return report.usage.inputTokens + report.usage.outputTokens;
  return guessTokens(call, report.contentFrames);
}

function guessTokens(
  call: {
    readonly outcome: CallEvent["outcome"];
    readonly bodyBytes: number;
    readonly estimatedTokens: number;
  },
  contentFrames: number,
): number {
  switch (call.outcome) {
    case "cache-hit":
    case "upstream-error":
    case "gateway-error":
      return 0;
    case "success":
      // The estimate stands. A call without a body uses none.
      return call.bodyBytes === 0 ? 0 : call.estimatedTokens;
    case "cancelled":
    case "truncated":
      // The provider charges for what it read and wrote; a frame is about a token.
      return Math.min(call.estimatedTokens, Math.ceil(call.bodyBytes / 4) + contentFrames);
  }
}

import type { CallEvent } from "../events/call-event.js";

/** The one line of a call, in OpenTelemetry's spirit: flat, with units in the names. */
export const callLogLine = (event: CallEvent, overheadMs: number, traceId: string | null): Record<string, unknown> => ({
  request_id: event.id,
  project_id: event.projectId,
  token_id: event.tokenId,
  method: event.method,
  path: withoutQuery(event.path),
  model: event.model,
  provider: event.provider,
  status: event.status,
  outcome: event.outcome,
  stream: event.isStream,
  duration_ms: round(event.durationMs),
  first_byte_ms: event.timeToFirstByteMs === null ? null : round(event.timeToFirstByteMs),
  overhead_ms: round(overheadMs),
  input_tokens: event.usage?.inputTokens ?? null,
  output_tokens: event.usage?.outputTokens ?? null,
  cost_usd: event.costUsd,
  attempts: event.attempts.length,
  trace_id: traceId,
});

/** A query may carry a key, as Google's API takes it. */
export const withoutQuery = (path: string): string => {
  const query = path.indexOf("?");
  return query === -1 ? path : path.slice(0, query);
};

const round = (ms: number): number => Math.round(ms * 100) / 100;

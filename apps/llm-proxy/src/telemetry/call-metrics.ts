import type { Attributes, Counter, Histogram, Meter, UpDownCounter } from "@opentelemetry/api";
import type { CallEvent } from "../events/call-event.js";
import { FIRST_CHUNK_SECONDS, OPERATION_SECONDS, OVERHEAD_SECONDS, TOKENS } from "./histogram-buckets.js";

/** `latest`: counters of the conventions' main branch in place of `gen_ai.client.token.usage` (read 2026-11-20). */
export type TokenMetricNames = "stable" | "latest";

/** What a call adds to the metrics. No label names a token or a project: their number has no bound. */
export interface CallMetrics {
  readonly inflight: UpDownCounter;
  recordAttempt(attributes: Attributes, seconds: number): void;
  recordFirstChunk(attributes: Attributes, seconds: number): void;
  recordCall(event: CallEvent, genAi: Attributes | null, overheadMs: number): void;
}

export function createCallMetrics(meter: Meter, names: TokenMetricNames): CallMetrics {
  const duration = histogram(meter, "gen_ai.client.operation.duration", "s", OPERATION_SECONDS);
  const firstChunk = histogram(meter, "gen_ai.client.operation.time_to_first_chunk", "s", FIRST_CHUNK_SECONDS);
  const overhead = histogram(meter, "llm_proxy.overhead.duration", "s", OVERHEAD_SECONDS);
  const requests = meter.createCounter("llm_proxy.requests", { description: "Calls answered." });
  const errors = meter.createCounter("llm_proxy.errors", { description: "Calls that ended with an error." });
  const truncated = meter.createCounter("llm_proxy.stream.truncated", { description: "Streams that ended early." });
  const fallbacks = meter.createCounter("llm_proxy.fallbacks", {
    description: "Calls that another provider took over.",
  });
  const cost = meter.createCounter("llm_proxy.cost", { unit: "USD", description: "Cost by the configured prices." });
  const recordTokens = tokenRecorder(meter, names);
  return {
    inflight: meter.createUpDownCounter("llm_proxy.inflight", { description: "Calls under way." }),
    recordAttempt: (attributes, seconds) => {
      duration.record(seconds, attributes);
    },
    recordFirstChunk: (attributes, seconds) => {
      firstChunk.record(seconds, attributes);
    },
    recordCall: (event, genAi, overheadMs) => {
      requests.add(1, requestAttributes(event));
      overhead.record(overheadMs / 1000);
      if (event.status >= 400 || event.outcome === "truncated") errors.add(1, { outcome: event.outcome });
      if (event.outcome === "truncated") truncated.add(1, { provider: event.provider ?? "none" });
      if (event.attempts.length > 1) countFallbacks(fallbacks, event);
      if (event.usage !== null && genAi !== null) recordTokens(event.usage, genAi);
      if (event.costUsd !== null && genAi !== null) cost.add(event.costUsd, genAi);
    },
  };
}

const histogram = (meter: Meter, name: string, unit: string, boundaries: readonly number[]): Histogram =>
  meter.createHistogram(name, { unit, advice: { explicitBucketBoundaries: [...boundaries] } });

/** One frozen object for each pair: most calls are alike, and making attributes is half of a recording's cost. */
const requestAttributeSets = new Map<string, Attributes>();

function requestAttributes(event: CallEvent): Attributes {
  const key = `${event.outcome}${event.status}`;
  const known = requestAttributeSets.get(key);
  if (known !== undefined) return known;
  const made = { outcome: event.outcome, status: event.status };
  requestAttributeSets.set(key, made);
  return made;
}

function countFallbacks(fallbacks: Counter, event: CallEvent): void {
  for (const [index, attempt] of event.attempts.entries()) {
    const next = event.attempts[index + 1];
    if (next === undefined || next.provider === attempt.provider) continue;
    const reason = attempt.error ?? String(attempt.status ?? "unknown");
    fallbacks.add(1, { from: attempt.provider, to: next.provider, reason });
  }
}

type TokenRecorder = (usage: NonNullable<CallEvent["usage"]>, attributes: Attributes) => void;

function tokenRecorder(meter: Meter, names: TokenMetricNames): TokenRecorder {
  switch (names) {
    case "stable": {
      const tokens = histogram(meter, "gen_ai.client.token.usage", "{token}", TOKENS);
      return (usage, attributes) => {
        tokens.record(usage.inputTokens, { ...attributes, "gen_ai.token.type": "input" });
        tokens.record(usage.outputTokens, { ...attributes, "gen_ai.token.type": "output" });
      };
    }
    case "latest":
      return latestTokenRecorder(meter);
  }
}

function latestTokenRecorder(meter: Meter): TokenRecorder {
  const usageCounter = (kind: string): Counter =>
    meter.createCounter(`gen_ai.client.inference.usage.${kind}`, { unit: "{token}" });
  const perCall = (kind: string): Histogram =>
    histogram(meter, `gen_ai.client.inference.operation.${kind}`, "{token}", TOKENS);
  const input = usageCounter("input_tokens");
  const output = usageCounter("output_tokens");
  const cacheRead = usageCounter("cache_read.input_tokens");
  const inputPerCall = perCall("input_tokens");
  const outputPerCall = perCall("output_tokens");
  return (usage, attributes) => {
    input.add(usage.inputTokens, attributes);
    output.add(usage.outputTokens, attributes);
    cacheRead.add(usage.cachedInputTokens, attributes);
    inputPerCall.record(usage.inputTokens, attributes);
    outputPerCall.record(usage.outputTokens, attributes);
  };
}

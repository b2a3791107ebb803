import type { CallEvent } from "../events/call-event.js";
import {
  CHUNK_SECONDS,
  FIRST_CHUNK_SECONDS,
  OPERATION_SECONDS,
  OVERHEAD_SECONDS,
  TOKENS,
} from "./histogram-buckets.js";
import type { Histogram, Instruments, Sum } from "./instruments.js";
import { type Labels, type LabelSets, NO_LABELS } from "./labels.js";

/** `latest`: counters of the conventions' main branch in place of `gen_ai.client.token.usage` (read 2026-11-20). */
export type TokenMetricNames = "stable" | "latest";

/** What a call adds to the metrics. No label names a token or a project: their number has no bound. */
export interface CallMetrics {
  readonly inflight: Sum;
  readonly attemptSeconds: Histogram;
  readonly firstChunkSeconds: Histogram;
  readonly chunkSeconds: Histogram;
  recordCall(event: CallEvent, genAi: Labels | null, overheadMs: number): void;
}

export function createCallMetrics(instruments: Instruments, names: TokenMetricNames, sets: LabelSets): CallMetrics {
  const counter = (name: string, description: string, unit = ""): Sum =>
    instruments.sum(name, { description, unit, isMonotonic: true });
  const overhead = instruments.histogram("llm_proxy.overhead.duration", { unit: "s", boundaries: OVERHEAD_SECONDS });
  const requests = counter("llm_proxy.requests", "Calls answered.");
  const errors = counter("llm_proxy.errors", "Calls that ended with an error.");
  const truncated = counter("llm_proxy.stream.truncated", "Streams that ended early.");
  const fallbacks = counter("llm_proxy.fallbacks", "Calls that another provider took over.");
  const uncounted = counter("llm_proxy.usage.unknown", "Answers that did not say what they used.");
  const cost = counter("llm_proxy.cost", "Cost by the configured prices.", "USD");
  const recordTokens = tokenRecorder(instruments, names, sets);
  return {
    inflight: instruments.sum("llm_proxy.inflight", { description: "Calls under way.", isMonotonic: false }),
    attemptSeconds: instruments.histogram("gen_ai.client.operation.duration", {
      unit: "s",
      boundaries: OPERATION_SECONDS,
    }),
    firstChunkSeconds: instruments.histogram("gen_ai.client.operation.time_to_first_chunk", {
      unit: "s",
      boundaries: FIRST_CHUNK_SECONDS,
    }),
    chunkSeconds: instruments.histogram("gen_ai.client.operation.time_per_output_chunk", {
      unit: "s",
      boundaries: CHUNK_SECONDS,
    }),
    recordCall: (event, genAi, overheadMs) => {
      const outcome = labelsOf(sets, "outcome", event.outcome);
      requests.add(1, sets.extended(outcome, "status", event.status));
      overhead.record(overheadMs / 1000, NO_LABELS);
      if (event.status >= 400 || event.outcome === "truncated") errors.add(1, outcome);
      if (event.outcome === "truncated") truncated.add(1, labelsOf(sets, "provider", event.provider ?? "none"));
      if (event.attempts.length > 1) countFallbacks(fallbacks, event, sets);
      if (genAi === null) return;
      if (event.usage !== null) recordTokens(event.usage, genAi);
      else if (isUncounted(event)) uncounted.add(1, labelsOf(sets, "provider", event.provider ?? "none"));
      if (event.costUsd !== null) cost.add(event.costUsd, genAi);
    },
  };
}

/** Reads use no tokens. */
const isUncounted = ({ outcome, method }: CallEvent): boolean => outcome === "success" && method === "POST";

const labelsOf = (sets: LabelSets, name: string, value: string): Labels => sets.extended(NO_LABELS, name, value);

function countFallbacks(fallbacks: Sum, event: CallEvent, sets: LabelSets): void {
  for (const [index, attempt] of event.attempts.entries()) {
    const next = event.attempts[index + 1];
    if (next === undefined || next.provider === attempt.provider) continue;
    const reason = attempt.error ?? String(attempt.status ?? "unknown");
    const pair = sets.extended(labelsOf(sets, "from", attempt.provider), "to", next.provider);
    fallbacks.add(1, sets.extended(pair, "reason", reason));
  }
}

type TokenRecorder = (usage: NonNullable<CallEvent["usage"]>, labels: Labels) => void;

function tokenRecorder(instruments: Instruments, names: TokenMetricNames, sets: LabelSets): TokenRecorder {
  switch (names) {
    case "stable": {
      const tokens = instruments.histogram("gen_ai.client.token.usage", { unit: "{token}", boundaries: TOKENS });
      return (usage, labels) => {
        tokens.record(usage.inputTokens, sets.extended(labels, "gen_ai.token.type", "input"));
        tokens.record(usage.outputTokens, sets.extended(labels, "gen_ai.token.type", "output"));
      };
    }
    case "latest":
      return latestTokenRecorder(instruments);
  }
}

function latestTokenRecorder(instruments: Instruments): TokenRecorder {
  const inAll = (kind: string): Sum =>
    instruments.sum(`gen_ai.client.inference.usage.${kind}`, { unit: "{token}", description: "", isMonotonic: true });
  const perCall = (kind: string): Histogram =>
    instruments.histogram(`gen_ai.client.inference.operation.${kind}`, { unit: "{token}", boundaries: TOKENS });
  const input = inAll("input_tokens");
  const output = inAll("output_tokens");
  const cacheRead = inAll("cache_read.input_tokens");
  const inputPerCall = perCall("input_tokens");
  const outputPerCall = perCall("output_tokens");
  return (usage, labels) => {
    input.add(usage.inputTokens, labels);
    output.add(usage.outputTokens, labels);
    cacheRead.add(usage.cachedInputTokens, labels);
    inputPerCall.record(usage.inputTokens, labels);
    outputPerCall.record(usage.outputTokens, labels);
  };
}

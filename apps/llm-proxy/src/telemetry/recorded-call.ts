import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from "@opentelemetry/api";
import type { CallEvent } from "../events/call-event.js";
import type { AnswerFacts } from "../upstream/answer-facts.js";
import type { AttemptFacts } from "./attempt-labels.js";
import { callLogLine, withoutQuery } from "./call-log-line.js";
import type { CallMetrics } from "./call-metrics.js";
import type { CallLog } from "./create-logger.js";
import { isoTime } from "./iso-time.js";
import { type Labels, type LabelSets, NO_LABELS } from "./labels.js";
import { isSampled, type RandomIds } from "./random-ids.js";
import type { Redact } from "./redaction.js";
import type { AttemptResult, AttemptTelemetry, CallTelemetry } from "./telemetry.js";
import { formatTraceparent, parseTraceparent } from "./trace-parent.js";

/** What all calls share. */
export interface CallRecording {
  /** Records every span that it is asked for; whether to ask is decided here. */
  readonly tracer: Tracer;
  /** Share of new traces to record, 0 to 1; a caller's `traceparent` decides for its own. */
  readonly sampleRatio: number;
  readonly ids: RandomIds;
  readonly metrics: CallMetrics;
  readonly log: CallLog;
  readonly redact: Redact;
  readonly labelsOf: (facts: AttemptFacts) => Labels;
  readonly sets: LabelSets;
  /** Monotonic, milliseconds. */
  readonly now: () => number;
  readonly epochMs: () => number;
}

/** A class rather than closures: there are thousands a second. */
export class RecordedCall implements CallTelemetry {
  readonly traceparent: string;
  readonly #recording: CallRecording;
  readonly #trace: SpanContext;
  /** `null`: not sampled, so that nineteen in twenty calls make no span at all. */
  readonly #span: Span | null;
  #lastAttempt: Labels | null = null;
  #hasEnded = false;

  constructor(recording: CallRecording, call: { readonly traceparent: string | null }) {
    this.#recording = recording;
    const parent = parseTraceparent(call.traceparent);
    const traceId = parent?.traceId ?? recording.ids.traceId();
    const isRecorded =
      parent === null ? isSampled(traceId, recording.sampleRatio) : (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
    this.#span = isRecorded ? recording.tracer.startSpan("call", { kind: SpanKind.SERVER }, contextOf(parent)) : null;
    this.#trace = this.#span?.spanContext() ?? {
      traceId,
      spanId: recording.ids.spanId(),
      traceFlags: TraceFlags.NONE,
    };
    this.traceparent = formatTraceparent(this.#trace);
    recording.metrics.inflight.add(1, NO_LABELS);
  }

  startAttempt(facts: AttemptFacts): AttemptTelemetry {
    const labels = this.#recording.labelsOf(facts);
    this.#lastAttempt = labels;
    return new RecordedAttempt(
      this.#recording,
      labels,
      this.#span === null ? null : this.#startChild(this.#span, labels),
    );
  }

  end(event: CallEvent, overheadMs: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const { metrics, log, redact } = this.#recording;
    metrics.inflight.add(-1, NO_LABELS);
    metrics.recordCall(event, this.#lastAttempt, overheadMs);
    if (this.#span !== null) {
      describe(this.#span, event, redact(withoutQuery(event.path)));
      this.#span.end();
    }
    const level = event.status >= 500 || event.outcome === "truncated" ? "warn" : "info";
    if (!log.takes(level)) return;
    const { traceId } = this.#trace;
    log.write(callLogLine(event, { level, time: isoTime(this.#recording.epochMs()), overheadMs, traceId }));
  }

  #startChild(span: Span, { attributes }: Labels): Span {
    const options = { kind: SpanKind.CLIENT, attributes };
    return this.#recording.tracer.startSpan(nameOf(attributes), options, trace.setSpan(ROOT_CONTEXT, span));
  }
}

const contextOf = (parent: SpanContext | null): Context =>
  parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);

function nameOf(attributes: Attributes): string {
  const { "gen_ai.operation.name": operation, "gen_ai.request.model": model } = attributes;
  return typeof model === "string" ? `${String(operation)} ${model}` : String(operation);
}

function describe(span: Span, event: CallEvent, path: string): void {
  span.updateName(`${event.method} ${path}`);
  span.setAttributes({
    "http.request.method": event.method,
    "url.path": path,
    "http.response.status_code": event.status,
    "llm_proxy.request.id": event.id,
    "llm_proxy.project.id": event.projectId,
    "llm_proxy.outcome": event.outcome,
    ...(event.usage === null
      ? {}
      : {
          "gen_ai.usage.input_tokens": event.usage.inputTokens,
          "gen_ai.usage.output_tokens": event.usage.outputTokens,
        }),
  });
  if (event.status < 500 && event.outcome !== "truncated") return;
  span.setAttribute("error.type", event.status >= 500 ? String(event.status) : event.outcome);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

class RecordedAttempt implements AttemptTelemetry {
  readonly #recording: CallRecording;
  readonly #labels: Labels;
  readonly #span: Span | null;
  readonly #startedMs: number;
  #lastChunkMs: number | null = null;
  #hasEnded = false;

  constructor(recording: CallRecording, labels: Labels, span: Span | null) {
    this.#recording = recording;
    this.#labels = labels;
    this.#span = span;
    this.#startedMs = recording.now();
  }

  get isTraced(): boolean {
    return this.#span !== null;
  }

  get traceparent(): string | null {
    return this.#span === null ? null : formatTraceparent(this.#span.spanContext());
  }

  chunk(): void {
    const { metrics, now } = this.#recording;
    const nowMs = now();
    if (this.#lastChunkMs === null) metrics.firstChunkSeconds.record((nowMs - this.#startedMs) / 1000, this.#labels);
    else metrics.chunkSeconds.record((nowMs - this.#lastChunkMs) / 1000, this.#labels);
    this.#lastChunkMs = nowMs;
  }

  end(result: AttemptResult): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const { metrics, sets } = this.#recording;
    const errorType = this.#errorTypeOf(result);
    const labels = errorType === null ? this.#labels : sets.extended(this.#labels, "error.type", errorType);
    metrics.attemptSeconds.record(this.#elapsedSeconds(), labels);
    if (this.#span === null) return;
    if (result.status !== null) this.#span.setAttribute("http.response.status_code", result.status);
    if (result.answer !== null) this.#span.setAttributes(answerAttributes(result.answer, this.#recording.redact));
    if (errorType !== null) {
      this.#span.setAttribute("error.type", errorType);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }

  #errorTypeOf({ status, error }: AttemptResult): string | null {
    if (error === null && (status ?? 0) < 400) return null;
    return this.#recording.redact(error ?? String(status ?? "unknown"));
  }

  #elapsedSeconds(): number {
    return (this.#recording.now() - this.#startedMs) / 1000;
  }
}

/** A provider's words may hold anything; a key that a caller pasted, too. */
const answerAttributes = ({ model, finishReasons, usage }: AnswerFacts, redact: Redact): Attributes => ({
  ...(model === null ? {} : { "gen_ai.response.model": redact(model) }),
  ...(finishReasons.length === 0 ? {} : { "gen_ai.response.finish_reasons": finishReasons.map(redact) }),
  ...(usage === null
    ? {}
    : { "gen_ai.usage.input_tokens": usage.inputTokens, "gen_ai.usage.output_tokens": usage.outputTokens }),
});

import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import type { Logger } from "pino";
import type { CallEvent } from "../events/call-event.js";
import type { AttemptFacts } from "./attempt-attributes.js";
import { callLogLine, withoutQuery } from "./call-log-line.js";
import type { CallMetrics } from "./call-metrics.js";
import type { Redact } from "./redaction.js";
import type { AttemptTelemetry, CallTelemetry } from "./telemetry.js";
import { formatTraceparent, parseTraceparent } from "./trace-parent.js";

/** What all calls share. */
export interface CallRecording {
  readonly tracer: Tracer;
  readonly metrics: CallMetrics;
  readonly logger: Logger;
  readonly redact: Redact;
  readonly attributesOf: (facts: AttemptFacts) => Attributes;
  /** Monotonic, milliseconds. */
  readonly now: () => number;
}

/** A class rather than closures: there are thousands a second. */
export class RecordedCall implements CallTelemetry {
  readonly traceparent: string;
  readonly #recording: CallRecording;
  readonly #span: Span;
  readonly #context: Context;
  #lastAttempt: Attributes | null = null;
  #hasEnded = false;

  constructor(recording: CallRecording, call: { readonly traceparent: string | null }) {
    const parent = parseTraceparent(call.traceparent);
    const around = parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    this.#recording = recording;
    this.#span = recording.tracer.startSpan("call", { kind: SpanKind.SERVER }, around);
    this.#context = trace.setSpan(ROOT_CONTEXT, this.#span);
    this.traceparent = formatTraceparent(this.#span.spanContext());
    recording.metrics.inflight.add(1);
  }

  startAttempt(facts: AttemptFacts): AttemptTelemetry {
    const attributes = this.#recording.attributesOf(facts);
    this.#lastAttempt = attributes;
    const span = this.#span.isRecording()
      ? this.#recording.tracer.startSpan(nameOf(attributes), { kind: SpanKind.CLIENT, attributes }, this.#context)
      : null;
    return new RecordedAttempt(this.#recording, attributes, span);
  }

  end(event: CallEvent, overheadMs: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const { metrics, logger } = this.#recording;
    metrics.inflight.add(-1);
    metrics.recordCall(event, this.#lastAttempt, overheadMs);
    const { traceId } = this.#span.spanContext();
    if (this.#span.isRecording()) describe(this.#span, event, this.#recording.redact(withoutQuery(event.path)));
    this.#span.end();
    const line = callLogLine(event, overheadMs, traceId);
    if (event.status >= 500 || event.outcome === "truncated") logger.warn(line, "call");
    else logger.info(line, "call");
  }
}

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
  readonly #attributes: Attributes;
  readonly #span: Span | null;
  readonly #startedMs: number;
  #hasFirstByte = false;
  #hasEnded = false;

  constructor(recording: CallRecording, attributes: Attributes, span: Span | null) {
    this.#recording = recording;
    this.#attributes = attributes;
    this.#span = span;
    this.#startedMs = recording.now();
  }

  firstByte(): void {
    if (this.#hasFirstByte) return;
    this.#hasFirstByte = true;
    this.#recording.metrics.recordFirstChunk(this.#attributes, this.#elapsedSeconds());
  }

  end(result: { readonly status: number | null; readonly error: string | null }): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const isFailure = result.error !== null || (result.status ?? 0) >= 400;
    const errorType = this.#recording.redact(result.error ?? String(result.status ?? "unknown"));
    const attributes = isFailure ? { ...this.#attributes, "error.type": errorType } : this.#attributes;
    this.#recording.metrics.recordAttempt(attributes, this.#elapsedSeconds());
    if (this.#span === null) return;
    if (result.status !== null) this.#span.setAttribute("http.response.status_code", result.status);
    if (isFailure) {
      this.#span.setAttribute("error.type", errorType);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }

  #elapsedSeconds(): number {
    return (this.#recording.now() - this.#startedMs) / 1000;
  }
}

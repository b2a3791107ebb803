import type { AnswerFacts } from "../upstream/answer-facts.js";
import type { CallEvent } from "../events/call-event.js";

/** Spans, metrics and the one log line of every call. Nothing of it may hold a prompt, an answer or a secret. */
export interface Telemetry {
  startCall(call: {
    readonly requestId: string;
    readonly path: string;
    readonly traceparent: string | null;
  }): CallTelemetry;
  /** Text in Prometheus' format. */
  metricsPage(): Promise<string>;
  /** Counts things that belong to no single call, e.g. `llm_proxy.events` with `{ state: "dropped" }`. */
  count(name: string, attributes: Readonly<Record<string, string>>, by?: number): void;
  close(signal: AbortSignal): Promise<void>;
}

export interface CallTelemetry {
  /** For the response's `traceparent` header. */
  readonly traceparent: string | null;
  startAttempt(attempt: {
    readonly provider: string;
    readonly model: string | null;
    readonly operation: string;
    readonly host: string;
  }): AttemptTelemetry;
  /** Ends the call's span, records its metrics, writes its log line. `overheadMs`: total less what was spent waiting for providers. */
  end(event: CallEvent, overheadMs: number): void;
}

export interface AttemptTelemetry {
  /** Whether it is worth reading more of the answer than metrics need. */
  readonly isTraced: boolean;
  /** Of its span, for a provider that goes on with the trace; `null`: it is not traced. */
  readonly traceparent: string | null;
  /** A part of a stream has come. */
  chunk(): void;
  end(result: AttemptResult): void;
}

export interface AttemptResult {
  readonly status: number | null;
  readonly error: string | null;
  /** `null`: there is none, or nobody asked. */
  readonly answer: AnswerFacts | null;
}

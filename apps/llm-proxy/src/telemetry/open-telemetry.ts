import type { Meter } from "@opentelemetry/api";
import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  MeterProvider,
  MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { AlwaysOnSampler, BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { createAttemptLabels } from "./attempt-labels.js";
import type { CallLog } from "./create-logger.js";
import { createCallMetrics, type TokenMetricNames } from "./call-metrics.js";
import { Instruments, type Sum } from "./instruments.js";
import { LabelSets, NO_LABELS } from "./labels.js";
import { RandomIds } from "./random-ids.js";
import { type CallRecording, RecordedCall } from "./recorded-call.js";
import type { Redact } from "./redaction.js";
import type { CallTelemetry, Telemetry } from "./telemetry.js";

export interface TelemetrySettings {
  readonly serviceName: string;
  readonly version: string;
  /** Share of new traces to record, 0 to 1. */
  readonly sampleRatio: number;
  readonly tokenMetricNames: TokenMetricNames;
  readonly metricExportIntervalMs: number;
}

export interface TelemetryPorts {
  readonly log: CallLog;
  /** `null`: spans are made for `traceparent` alone and sent nowhere. */
  readonly spanExporter: SpanExporter | null;
  readonly metricExporter: PushMetricExporter | null;
  readonly redact: Redact;
  /** Monotonic, milliseconds. */
  readonly now: () => number;
  readonly epochMs: () => number;
}

/** The part that only this process's own composition uses. */
export interface OwnTelemetry extends Telemetry {
  /** A value that is read whenever metrics are collected, with its labels. */
  gauge(name: string, description: string, read: () => readonly GaugeReading[]): void;
}

export interface GaugeReading {
  readonly value: number;
  readonly attributes: Readonly<Record<string, string>>;
}

export function createTelemetry(settings: TelemetrySettings, ports: TelemetryPorts): OwnTelemetry {
  return new OpenTelemetry(settings, ports);
}

/** Spans that wait for the exporter; more are dropped by the SDK rather than kept. */
const MAXIMUM_SPANS = 8192;

class OpenTelemetry implements OwnTelemetry {
  readonly #tracers: TracerProvider;
  readonly #meters: MeterProvider;
  readonly #meter: Meter;
  readonly #page: PageReader;
  readonly #serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  readonly #counters = new Map<string, Sum>();
  readonly #instruments = new Instruments();
  readonly #sets = new LabelSets();
  readonly #recording: CallRecording;

  constructor(settings: TelemetrySettings, ports: TelemetryPorts) {
    const resource = resourceFromAttributes({
      "service.name": settings.serviceName,
      "service.version": settings.version,
    });
    const { spanExporter, metricExporter, redact } = ports;
    this.#tracers = new TracerProvider({
      resource,
      // Whether a call is recorded is decided before a span is made.
      sampler: new AlwaysOnSampler(),
      spanProcessors:
        spanExporter === null ? [] : [new BatchSpanProcessor({ exporter: spanExporter, maxQueueSize: MAXIMUM_SPANS })],
    });
    const instruments = this.#instruments;
    this.#page = new PageReader({ metricProducers: [instruments] });
    const pushed =
      metricExporter === null ? [] : [pushing(metricExporter, instruments, settings.metricExportIntervalMs)];
    this.#meters = new MeterProvider({ resource, readers: [this.#page, ...pushed] });
    this.#meter = this.#meters.getMeter("llm-proxy");
    const sets = this.#sets;
    this.#recording = {
      tracer: this.#tracers.getTracer("llm-proxy", settings.version),
      sampleRatio: spanExporter === null ? 0 : settings.sampleRatio,
      ids: new RandomIds(),
      metrics: createCallMetrics(instruments, settings.tokenMetricNames, sets),
      log: ports.log,
      redact,
      labelsOf: createAttemptLabels(sets, redact),
      sets,
      now: ports.now,
      epochMs: ports.epochMs,
    };
  }

  startCall(call: { readonly traceparent: string | null }): CallTelemetry {
    return new RecordedCall(this.#recording, call);
  }

  count(name: string, attributes: Readonly<Record<string, string>>, by = 1): void {
    let labels = NO_LABELS;
    for (const key in attributes) labels = this.#sets.extended(labels, key, attributes[key] ?? "");
    this.#counter(name).add(by, labels);
    const kept = KEPT_NAMES.get(name)?.get(attributes["result"] ?? "");
    if (kept !== undefined) this.#counter(kept).add(by, NO_LABELS);
  }

  gauge(name: string, description: string, read: () => readonly GaugeReading[]): void {
    this.#meter.createObservableGauge(name, { description }).addCallback((result) => {
      for (const { value, attributes } of read()) result.observe(value, attributes);
    });
  }

  async metricsPage(): Promise<string> {
    const { resourceMetrics } = await this.#page.collect();
    return this.#serializer.serialize(resourceMetrics);
  }

  /** Sends what is pending; a collector that is away costs no longer than the signal allows. */
  async close(signal: AbortSignal): Promise<void> {
    const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
    const onAbort = (): void => {
      resolve(undefined);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    const ended = Promise.allSettled([this.#tracers.shutdown(), this.#meters.shutdown()]);
    await Promise.race([ended, aborted]);
    signal.removeEventListener("abort", onAbort);
  }

  #counter(name: string): Sum {
    const known = this.#counters.get(name);
    if (known !== undefined) return known;
    const made = this.#instruments.sum(name, { description: "", isMonotonic: true });
    this.#counters.set(name, made);
    return made;
  }
}

const pushing = (
  exporter: PushMetricExporter,
  instruments: Instruments,
  intervalMs: number,
): PeriodicExportingMetricReader =>
  new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: Math.min(10_000, intervalMs),
    metricProducers: [instruments],
  });

const KEPT_CACHE_NAMES = new Map([
  ["hit", "llm_proxy.cache_hits"],
  ["conditional-hit", "llm_proxy.cache_hits"],
  ["miss", "llm_proxy.cache_misses"],
  ["bypass", "llm_proxy.cache_bypass"],
  ["stored", "llm_proxy.cache_stores"],
]);

/** Names of sofatutor/llm-proxy (read 2026-11-20), by result, so that its dashboards go on. */
const KEPT_NAMES = new Map([["llm_proxy.cache.requests", KEPT_CACHE_NAMES]]);

/** Collects only when asked. */
class PageReader extends MetricReader {
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }

  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
}

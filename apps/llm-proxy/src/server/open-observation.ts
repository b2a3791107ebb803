import type { Configuration } from "../config/load-configuration.js";
import { createLogger, type OpenLog } from "../telemetry/create-logger.js";
import { createTelemetry, type OwnTelemetry } from "../telemetry/open-telemetry.js";
import { createOtlpExporters } from "../telemetry/otlp-exporters.js";
import { createRedaction, type Redact } from "../telemetry/redaction.js";
import { SYSTEM_CLOCK } from "./system-clock.js";

export interface Observation {
  readonly log: OpenLog;
  readonly telemetry: OwnTelemetry;
  readonly redact: Redact;
}

/** Standard output: what a container's log driver reads. */
const STANDARD_OUTPUT = 1;

export function openObservation({ environment, secrets }: Configuration, version: string): Observation {
  const redact = createRedaction(secrets);
  const log = createLogger({ level: environment.LOG_LEVEL, destination: STANDARD_OUTPUT, redact });
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  const exporters = endpoint === null ? null : createOtlpExporters(endpoint, environment.OTEL_EXPORTER_OTLP_HEADERS);
  const telemetry = createTelemetry(
    {
      serviceName: environment.OTEL_SERVICE_NAME,
      version,
      sampleRatio: environment.OTEL_TRACES_SAMPLER_ARG,
      tokenMetricNames: environment.OTEL_SEMCONV_STABILITY_OPT_IN.includes("gen_ai_latest_experimental")
        ? "latest"
        : "stable",
      metricExportIntervalMs: environment.OTEL_METRIC_EXPORT_INTERVAL,
    },
    {
      log: log.calls,
      spanExporter: exporters?.spanExporter ?? null,
      metricExporter: environment.OTEL_METRICS_EXPORTER === "none" ? null : (exporters?.metricExporter ?? null),
      redact,
      now: SYSTEM_CLOCK.monotonicMs,
      epochMs: SYSTEM_CLOCK.epochMs,
    },
  );
  return { log, telemetry, redact };
}

import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { SpanExporter } from "@opentelemetry/sdk-trace";

export interface OtlpExporters {
  readonly spanExporter: SpanExporter;
  readonly metricExporter: PushMetricExporter;
}

/**
 * Exporters for a collector (OTLP over HTTP).
 * @param endpoint base address, e.g. `http://localhost:4318`.
 * @param headers as OTEL_EXPORTER_OTLP_HEADERS writes them: `name=value,name=value`, values percent-encoded.
 */
export function createOtlpExporters(endpoint: string, headers: string | null): OtlpExporters {
  const base = endpoint.replace(/\/+$/, "");
  const parsed = parseHeaders(headers);
  return {
    spanExporter: new OTLPTraceExporter({ url: `${base}/v1/traces`, headers: parsed, timeoutMillis: 5000 }),
    metricExporter: new OTLPMetricExporter({ url: `${base}/v1/metrics`, headers: parsed, timeoutMillis: 5000 }),
  };
}

function parseHeaders(text: string | null): Record<string, string> {
  const pairs = (text ?? "").split(",").flatMap((pair) => {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    return name === undefined || value === undefined ? [] : [[name, unescapePercent(value)] as const];
  });
  return Object.fromEntries(pairs);
}

function unescapePercent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

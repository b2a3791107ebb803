import { namedHosts } from "../named-hosts.js";
import type { AppRule } from "../rule.js";

/** Ports of Jaeger and Zipkin, and what is spoken there (https://www.jaegertracing.io/docs/2.0/apis/, 2026-11). */
const OTHERS: Readonly<Record<number, string>> = {
  6831: "Jaeger's Thrift",
  6832: "Jaeger's Thrift",
  9411: "Zipkin",
  14250: "Jaeger's own gRPC",
  14268: "Jaeger's Thrift",
};

export const otlpAtOtherPort: AppRule = {
  code: "OtlpAtOtherPort",
  severity: "error",
  title: "Traces are sent to a port that speaks another protocol",
  why: "An exporter of OTLP gets an error for each batch, retries, and drops it: the app runs and there is never a trace.",
  fix: "Leave the endpoint away and set `tracing: true`: a collector stands beside the task then. Elsewhere OTLP is 4317 (gRPC) and 4318 (HTTP).",
  link: "https://opentelemetry.io/docs/specs/otlp/",
  check: (app) =>
    namedHosts(app).flatMap(({ address, name, host, port }) => {
      const spoken = port === null ? undefined : OTHERS[port];
      if (spoken === undefined || !/^OTEL_EXPORTER_OTLP_(\w+_)?ENDPOINT$/u.test(name)) return [];
      return [
        { address, message: `${name} of ${address} leads to ${host}:${String(port)}, where ${spoken} is spoken.` },
      ];
    }),
};

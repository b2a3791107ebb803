/** The OpenTelemetry collector that stands beside a service with tracing. */
export const TRACE_COLLECTOR = {
  /** Of its container. */
  name: "trace-collector",
  /** OTLP over gRPC and over HTTP, its registered ports (https://opentelemetry.io/docs/specs/otlp/). */
  ports: [4317, 4318],
  /** A collector of one app's traces stays far below it; past it the collector ends, and the app goes on. */
  memoryMib: 128,
} as const;

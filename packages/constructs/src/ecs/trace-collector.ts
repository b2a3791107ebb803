import { TRACE_COLLECTOR } from "@fairlead/model";
import { Stack } from "aws-cdk-lib";
import { type ContainerDefinition, ContainerImage, type LogDriver, type TaskDefinition } from "aws-cdk-lib/aws-ecs";

/**
 * AWS Distro for OpenTelemetry, released 2026-07-14: https://github.com/aws-observability/aws-otel-collector/releases/tag/v0.49.0
 * (newest known on 2026-11-21). The X-Ray daemon is in maintenance since 2026-02-25 and takes no new features.
 */
const COLLECTOR_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0";

/** Containers of one task share localhost. */
const [OTLP_GRPC_PORT, OTLP_HTTP_PORT] = TRACE_COLLECTOR.ports;

/** JSON is YAML. Listening on localhost alone, so that nothing outside of the task can send traces. */
const collectorConfig = (region: string) => ({
  receivers: {
    otlp: {
      protocols: {
        grpc: { endpoint: `127.0.0.1:${OTLP_GRPC_PORT}` },
        http: { endpoint: `127.0.0.1:${OTLP_HTTP_PORT}` },
      },
    },
  },
  processors: {
    memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
    batch: { timeout: "5s", send_batch_size: 50 },
  },
  exporters: { awsxray: { region } },
  service: {
    telemetry: { logs: { level: "warn" } },
    pipelines: { traces: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["awsxray"] } },
  },
});

/**
 * What the app's container is told, unless its description says otherwise. The collector takes traces alone; an SDK sends metrics and
 * logs to the same place unless it is told not to, and reports a failure every minute
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection, 2026-11).
 */
export const tracingVariables = (service: string): Readonly<Record<string, string>> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${OTLP_HTTP_PORT}`,
  OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
  OTEL_LOGS_EXPORTER: "none",
  OTEL_METRICS_EXPORTER: "none",
  OTEL_SERVICE_NAME: service,
});

/** Puts an OpenTelemetry collector beside the app that sends its traces to X-Ray. Its end does not end the task. */
export function addTraceCollector(task: TaskDefinition, logging: LogDriver): ContainerDefinition {
  return task.addContainer(TRACE_COLLECTOR.name, {
    image: ContainerImage.fromRegistry(COLLECTOR_IMAGE),
    essential: false,
    memoryLimitMiB: TRACE_COLLECTOR.memoryMib,
    readonlyRootFilesystem: true,
    environment: { AOT_CONFIG_CONTENT: Stack.of(task).toJsonString(collectorConfig(Stack.of(task).region)) },
    logging,
  });
}

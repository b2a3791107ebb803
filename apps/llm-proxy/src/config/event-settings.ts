import { z } from "zod";
import { address, bool, duration, int, json, list, listOf, oneOf, ratio, secret, text, url } from "./parsers.js";
import { optionalSetting, setting } from "./setting.js";

const SINK_NAMES = ["file", "http", "cloudwatch", "s3"] as const;

export const EVENT_SETTINGS = {
  LLM_PROXY_EVENT_BUS: setting(oneOf("redis-streams", "in-memory", "none"), {
    group: "Events",
    summary: "What carries events to the dispatcher; `in-memory` is for the demo and tests.",
    default: "redis-streams",
    reason: "Events survive the process that made them.",
  }),
  REDIS_STREAM_KEY: setting(text, {
    group: "Events",
    summary: "Name of the stream.",
    default: "llm-proxy-events",
    reason: "As in sofatutor/llm-proxy.",
  }),
  EVENT_SPOOL_DIR: optionalSetting(text, {
    group: "Events",
    summary:
      "Folder for events that memory has no room for while Redis is away; what a process left there, the next one sends.",
    reason: "Absent: memory alone. A container's disk is lost with it unless a volume is mounted.",
  }),
  REDIS_STREAM_MAX_LEN: setting(int(1000, 100_000_000), {
    group: "Events",
    summary: "Length beyond which even unread events are trimmed, oldest first, and counted.",
    default: "1000000",
    reason: "About 600 MB. Trimming follows the slowest group; this only keeps Redis alive when a group is dead.",
  }),
  EVENT_SPOOL_MAX: setting(int(100, 10_000_000), {
    group: "Events",
    summary: "Events kept in memory while Redis is away; the rest are counted as dropped.",
    default: "50000",
    reason: "Some 700 bytes each; minutes of an outage at a hundred calls a second.",
  }),
  DISPATCHER_SINKS: setting(listOf(...SINK_NAMES), {
    group: "Dispatcher",
    summary: "Where events go; each sink reads all of them at its own pace.",
    default: "cloudwatch",
    reason:
      "Lines on the standard output, which every container platform collects; a container's files are lost with it.",
  }),
  DISPATCHER_LISTEN_ADDR: setting(address, {
    group: "Dispatcher",
    summary: "Where the dispatcher's own /live and /health are.",
    default: ":8082",
    reason: "Beside the gateway's ports.",
  }),
  DISPATCHER_FILE: optionalSetting(text, {
    group: "Dispatcher",
    summary: "File of the file sink, one JSON object a line; turned over at 64 MiB.",
    reason: "Absent: needed with the file sink.",
  }),
  DISPATCHER_ENDPOINT: optionalSetting(url("https:", "http:"), {
    group: "Dispatcher",
    summary: "Address to which the HTTP sink posts batches.",
    reason: "Absent: needed with the http sink.",
  }),
  DISPATCHER_API_KEY: optionalSetting(secret(1), {
    group: "Dispatcher",
    summary: "Bearer token for DISPATCHER_ENDPOINT.",
    reason: "Absent: none is sent.",
    isSecret: true,
  }),
  DISPATCHER_SIGNING_SECRET: optionalSetting(secret(16), {
    group: "Dispatcher",
    summary: "Key with which the HTTP sink signs its batches (HMAC-SHA256, x-llm-proxy-signature).",
    reason: "Absent: they aren't signed.",
    isSecret: true,
  }),
  DISPATCHER_S3_REGION: optionalSetting(text, {
    group: "Dispatcher",
    summary: "AWS region of the bucket.",
    reason: "Absent: needed with the s3 sink.",
  }),
  DISPATCHER_S3_BUCKET: optionalSetting(text, {
    group: "Dispatcher",
    summary: "Bucket of the S3 sink.",
    reason: "Absent: needed with the s3 sink.",
  }),
  DISPATCHER_S3_PREFIX: setting(text, {
    group: "Dispatcher",
    summary: "Begins the keys of the S3 sink's objects.",
    default: "llm-proxy/",
    reason: "Names the owner.",
  }),
  DISPATCHER_CLOUDWATCH_NAMESPACE: setting(text, {
    group: "Dispatcher",
    summary: "Namespace of the metrics that the CloudWatch sink writes (embedded metric format).",
    default: "LlmProxy",
    reason: "Names the application.",
  }),
  DISPATCHER_BATCH_SIZE: setting(int(1, 10_000), {
    group: "Dispatcher",
    summary: "Events given to a sink at once, at most.",
    default: "100",
    reason: "As in sofatutor/llm-proxy.",
  }),
  REDIS_CONSUMER_GROUP: setting(text, {
    group: "Dispatcher",
    summary: "Begins the name of each sink's group: dispatchers of one group share its events.",
    default: "llm-proxy-dispatchers",
    reason: "As in sofatutor/llm-proxy.",
  }),
  REDIS_CONSUMER_NAME: optionalSetting(text, {
    group: "Dispatcher",
    summary: "Name of this dispatcher within its groups.",
    reason: "Absent: the host's name and a number.",
  }),
  AUDIT_ENABLED: setting(bool, {
    group: "Audit",
    summary: "Whether management actions and refused calls are recorded in the database.",
    default: "true",
    reason: "Who did what is asked after the fact.",
  }),
  AUDIT_QUEUE_MAX: setting(int(10, 1_000_000), {
    group: "Audit",
    summary: "Entries that may wait for the database; more are counted as dropped.",
    default: "10000",
    reason: "A flood of refused calls must not exhaust memory.",
  }),
  AUDIT_RETENTION: setting(duration(3_600_000, 315_360_000_000), {
    group: "Audit",
    summary: "How long entries are kept.",
    default: "8760h",
    reason: "A year, as most audits ask.",
  }),
  LLM_PROXY_SECRETS: optionalSetting(
    json("an object of variables and their values", z.record(z.string(), z.string())),
    {
      group: "Security",
      summary: "Several variables in one JSON object, as Secrets Manager injects it; the environment's own win.",
      reason: "Absent: each variable stands alone.",
      isSecret: true,
    },
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalSetting(url("https:", "http:"), {
    group: "Telemetry",
    summary:
      "Collector for traces and metrics (OTLP over HTTP); the exporter reads its companions (OTEL_EXPORTER_OTLP_*) too.",
    reason: "Absent: nothing is sent; /metrics and the log lines remain.",
  }),
  OTEL_EXPORTER_OTLP_HEADERS: optionalSetting(text, {
    group: "Telemetry",
    summary: "Headers for the collector, e.g. its key.",
    reason: "Absent: none.",
    isSecret: true,
  }),
  OTEL_SERVICE_NAME: setting(text, {
    group: "Telemetry",
    summary: "Name of this service in traces and metrics.",
    default: "llm-proxy",
    reason: "Its own name.",
  }),
  OTEL_TRACES_SAMPLER_ARG: setting(ratio, {
    group: "Telemetry",
    summary: "Share of traces to record when the caller's traceparent does not decide.",
    default: "0.05",
    reason: "One in twenty shows where time goes at 2 % of the cost.",
  }),
  OTEL_METRICS_EXPORTER: setting(oneOf("otlp", "none"), {
    group: "Telemetry",
    summary: "Whether metrics go to the collector too; `none` for one that takes traces alone.",
    default: "otlp",
    reason: "OpenTelemetry's own default.",
  }),
  OTEL_METRIC_EXPORT_INTERVAL: setting(int(1000, 3_600_000), {
    group: "Telemetry",
    summary: "Milliseconds between two exports of metrics.",
    default: "60000",
    reason: "OpenTelemetry's own default.",
  }),
  OTEL_SEMCONV_STABILITY_OPT_IN: setting(list, {
    group: "Telemetry",
    summary: "`gen_ai_latest_experimental` switches to the newer names of token metrics.",
    default: "",
    reason: "gen_ai.client.token.usage is what dashboards know today (core conventions 1.41.1).",
  }),
} as const;

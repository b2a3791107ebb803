import { image, service, valkey, type Valkey } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { recordsOf, textOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { dispatcher, proxyAlone } from "./proxy-parts.js";

const images = (graph: TemplateGraph): string[] =>
  graph
    .ofType("AWS::ECS::TaskDefinition")
    .flatMap(({ properties }) => recordsOf(properties["ContainerDefinitions"]))
    .flatMap(({ Image: uri }) => textOf(uri) ?? []);

/** A dispatcher that sends to one sink what it reads off the stream of events. */
const sinkOf = (sink: string, cache: Valkey) =>
  service(sink, {
    image: image("proxy"),
    command: ["dispatcher", "--service", sink],
    env: { REDIS_URL: cache.url },
    tasks: {
      min: 1,
      max: 2,
      queueDepth: {
        of: { cache, stream: "llm-proxy-events", group: "llm-proxy-dispatchers" },
        messagesPerTask: 1000,
      },
    },
  });

/** What shows after the first day. */
export const OPERATION: readonly Mistake[] = [
  {
    id: "audit-log-on-a-read-only-disk",
    mistake:
      "The audit log is a file of the working folder, and the container's root is read-only: the app ends at its start.",
    outcome: {
      kind: "found",
      in: () => proxyAlone({ env: { AUDIT_LOG_FILE: "/app/data/audit.log" } }),
      finding: "FolderNotWritable",
      on: "services.proxy",
    },
  },
  {
    id: "audit-log-turned-off",
    mistake:
      'AUDIT_LOG_FILE="" is documented as "to the database only", but turns auditing off: nothing at all is recorded.',
    outcome: {
      kind: "found",
      in: () => proxyAlone({ env: { AUDIT_LOG_FILE: "" } }),
      finding: "EmptyVariable",
      on: "services.proxy",
    },
  },
  {
    id: "events-in-a-file-of-the-task",
    mistake: "The file sink writes to the task's own disk, one file in each task: it is gone with the next release.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots(dispatcher({ tasks: { min: 1, max: 2 }, traits: { keeps: "the events of its file sink" } })),
      finding: "StateInScalingTask",
      on: "services.dispatcher",
    },
  },
  {
    id: "two-sinks-in-one-group",
    mistake:
      "Two dispatchers with different sinks and one consumer group share the events out between them: each sink gets half, and nothing says so.",
    outcome: {
      kind: "found",
      in: () => {
        const cache = valkey("cache");
        return describeRoots({ services: ["file", "lunary"].map((sink) => sinkOf(sink, cache)) });
      },
      finding: "StreamGroupShared",
      on: "services.lunary",
    },
  },
  {
    id: "nobody-asks-the-dispatcher",
    mistake: "The dispatcher has no port and no health check: one that hangs looks alive, and the stream runs full.",
    outcome: {
      kind: "found",
      in: () => describeRoots(dispatcher()),
      finding: "ContainerHealthMissing",
      on: "services.dispatcher",
    },
  },
  {
    id: "retired-alpine",
    mistake: "The image starts from Alpine 3.18, which nobody mends since May 2025.",
    outcome: {
      kind: "found",
      in: () => proxyAlone({ image: image("proxy", { base: "alpine:3.18" }) }),
      finding: "RetiredBaseImage",
      on: "images.proxy",
    },
  },
  {
    id: "retired-go",
    mistake: "It is built with Go 1.23, whose last release was in August 2025: holes in its TLS and HTTP stay open.",
    outcome: {
      kind: "found",
      in: () => proxyAlone({ image: image("proxy", { base: "golang:1.23-alpine" }) }),
      finding: "RetiredBaseImage",
      on: "images.proxy",
    },
  },
  {
    id: "retired-x-ray-daemon",
    mistake: "Tracing is to be X-Ray's daemon, which is in maintenance since February 2026 and ends a year later.",
    outcome: {
      kind: "unwritable",
      because: "`tracing` puts an OpenTelemetry collector beside the app; there is no other tracing to ask for.",
      app: () => proxyAlone({ tracing: true }),
      holds: (graph) =>
        images(graph).some((uri) => uri.includes("otel-collector")) &&
        images(graph).every((uri) => !uri.includes("xray-daemon")),
    },
  },
  {
    id: "arm-at-the-price-of-x86",
    mistake:
      '"$18 for 2 ARM tasks" is the price of x86; on ARM they are $14.42, and public IPv4 addresses are in no line.',
    outcome: {
      kind: "priced",
      app: () => proxyAlone({ cpu: 256, memory: 512, tasks: 2 }),
      service: "Fargate",
      usd: 14,
    },
  },
];

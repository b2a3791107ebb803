import { expectPresent } from "@fairlead/errors";
import type { ResolvedApp, ResolvedWorkSource } from "@fairlead/model";
import type { CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import { brokerName } from "../broker/amazon-mq-broker.js";
import { DEPTH_METRIC } from "../functions/depth-reporter/embedded-metric.js";
import { queueName } from "../queue/queue-names.js";
import { depthDimensions, depthNamespace } from "./depth-metric.js";

const PERIOD_SECONDS = 60;

/** The number of messages that wait or are being worked on. */
export interface WorkMetric {
  /** As an alarm takes it, once a minute. */
  readonly metrics: CfnAlarm.MetricDataQueryProperty[];
  /**
   * What it means that there is no number. `no-work`: AWS stops counting what nobody uses. `unknown`: whoever measures could not, and
   * tasks stay as many as they are.
   */
  readonly silence: "no-work" | "unknown";
}

interface Series {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What is being worked on counts: who takes tasks away while it is not done would start it anew. */
export function workMetric(source: ResolvedWorkSource, app: ResolvedApp): WorkMetric {
  const { series, silence } = seriesOf(source, app);
  const label = "Messages that wait or are being worked on";
  const queries = series.map((each, at) => ({
    id: `m${at}`,
    returnData: false,
    metricStat: {
      metric: {
        namespace: each.namespace,
        metricName: each.name,
        dimensions: Object.entries(each.dimensions).map(([name, value]) => ({ name, value })),
      },
      period: PERIOD_SECONDS,
      stat: "Maximum",
    },
  }));
  if (silence === "unknown") {
    return { metrics: queries.map((query) => ({ ...query, label, returnData: true })), silence };
  }
  // A queue that nobody has used for hours reports nothing, which is no work.
  const expression = queries.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
  return { metrics: [...queries, { id: "work", label, expression, returnData: true }], silence };
}

function seriesOf(
  source: ResolvedWorkSource,
  app: ResolvedApp,
): Pick<WorkMetric, "silence"> & { readonly series: readonly Series[] } {
  switch (source.kind) {
    case "queue":
      return { silence: "no-work", series: queueSeries(source.queue, app) };
    case "broker":
      return isMeasured(source.broker, app)
        ? { silence: "unknown", series: [measuredSeries(source, app)] }
        : { silence: "no-work", series: [amazonMqSeries(source, app)] };
    case "stream":
      return { silence: "unknown", series: [measuredSeries(source, app)] };
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html (2026-11) */
function queueSeries(name: string, app: ResolvedApp): readonly Series[] {
  const queue = expectPresent(
    app.queues.find((candidate) => candidate.name === name),
    `Queue ${name}`,
  );
  const dimensions = { QueueName: queueName(app, queue) };
  return ["ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible"].map((metric) => ({
    namespace: "AWS/SQS",
    name: metric,
    dimensions,
  }));
}

const isMeasured = (broker: string, { brokers }: ResolvedApp): boolean =>
  brokers.some(({ name, engine }) => name === broker && engine.kind === "container");

/** https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-logging-monitoring.html (2026-11) */
const amazonMqSeries = (
  { broker, virtualHost, queue }: Extract<ResolvedWorkSource, { kind: "broker" }>,
  app: ResolvedApp,
): Series => ({
  namespace: "AWS/AmazonMQ",
  name: "MessageCount",
  dimensions: { Broker: brokerName(app, broker), VirtualHost: virtualHost, Queue: queue },
});

const measuredSeries = (source: Parameters<typeof depthDimensions>[0], app: ResolvedApp): Series => ({
  namespace: depthNamespace(app),
  name: DEPTH_METRIC,
  dimensions: depthDimensions(source),
});

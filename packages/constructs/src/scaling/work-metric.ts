import { expectPresent } from "@fairlead/errors";
import type { ResolvedApp, ResolvedWorkSource } from "@fairlead/model";
import type { CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import { brokerName } from "../broker/amazon-mq-broker.js";
import { queueName } from "../queue/queue-names.js";

const PERIOD_SECONDS = 60;

interface Series {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * How many messages wait or are being worked on, once a minute, as an alarm takes it. What is being worked on counts: who takes
 * tasks away while it is not done would start it anew.
 */
export function workMetric(source: ResolvedWorkSource, app: ResolvedApp): CfnAlarm.MetricDataQueryProperty[] {
  const series = seriesOf(source, app).map((each, at) => ({
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
  // A queue that nobody has used for hours reports nothing, which is no work.
  const expression = series.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
  return [...series, { id: "work", label: "Messages that wait or are being worked on", expression, returnData: true }];
}

function seriesOf(source: ResolvedWorkSource, app: ResolvedApp): readonly Series[] {
  switch (source.kind) {
    case "queue": {
      const queue = expectPresent(
        app.queues.find(({ name }) => name === source.queue),
        `Queue ${source.queue}`,
      );
      const dimensions = { QueueName: queueName(app, queue) };
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html (2026-11)
      return ["ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible"].map((name) => ({
        namespace: "AWS/SQS",
        name,
        dimensions,
      }));
    }
    case "broker":
      return [
        {
          // https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-logging-monitoring.html (2026-11)
          namespace: "AWS/AmazonMQ",
          name: "MessageCount",
          dimensions: {
            Broker: brokerName(app, source.broker),
            VirtualHost: source.virtualHost,
            Queue: source.queue,
          },
        },
      ];
  }
}

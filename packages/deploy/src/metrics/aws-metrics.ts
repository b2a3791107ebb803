import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Clock } from "../clock/clock.js";
import type { Metrics } from "./metrics.js";

const HOUR_MS = 3_600_000;

export function awsMetrics(configuration: ClientConfiguration, clock: Clock): Metrics {
  const cloudWatch = new CloudWatchClient(configuration);
  return {
    highest: ({ namespace, name, dimensions }, hours) =>
      explained({ doing: "read the metric", subject: `${namespace} ${name}` }, async () => {
        const { Datapoints = [] } = await cloudWatch.send(
          new GetMetricStatisticsCommand({
            Namespace: namespace,
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            StartTime: new Date(clock.nowMs() - hours * HOUR_MS),
            EndTime: new Date(clock.nowMs()),
            Period: 300,
            Statistics: ["Maximum"],
          }),
        );
        const values = Datapoints.flatMap(({ Maximum }) => (Maximum === undefined ? [] : [Maximum]));
        return values.length === 0 ? null : Math.max(...values);
      }),
  };
}

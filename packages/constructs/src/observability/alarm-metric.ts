import type { AlarmMetric } from "@fairlead/model";
import { DEPTH_METRIC } from "../functions/depth-reporter/embedded-metric.js";
import { depthDimensions } from "../scaling/depth-metric.js";
import type { MetricSubject } from "./metric-subject.js";

/** One time series of CloudWatch. */
interface MetricQuery {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** For example `Average`, `p95`. */
  readonly statistic: string;
}

/** What an alarm or a graph shows: one series, or a sum over several. */
export interface MetricFormula {
  /** In CloudWatch's metric math; names the keys of {@link series}. */
  readonly expression: string;
  readonly series: Readonly<Record<string, MetricQuery>>;
}

/**
 * A metric for CloudWatch. Several formulas when the subject has more series than one alarm can take: then each formula has an
 * alarm of its own.
 *
 * Metrics and dimensions:
 * ALB https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html,
 * ECS https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html,
 * Aurora https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html,
 * RDS https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html,
 * RDS Proxy https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html (as of 2025),
 * ElastiCache https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html,
 * Amazon MQ https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-logging-monitoring.html,
 * SQS https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html,
 * Lambda https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (all 2026-11).
 */
export function metricFormulas(metric: ShownMetric, subject: MetricSubject): MetricFormula[] {
  if (metric.kind === "log-metric") {
    return [single({}, { namespace: subject.logNamespace, metricName: metric.metric, statistic: metric.statistic })];
  }
  if (metric.kind === "published-metric") {
    const { namespace, metric: metricName, dimensions, statistic } = metric;
    return [single(dimensions, { namespace, metricName, statistic })];
  }
  if (metric.kind === "depth-measurements") {
    const query = { namespace: subject.depthNamespace, metricName: DEPTH_METRIC, statistic: "SampleCount" };
    return [single(depthDimensions(metric.source), query)];
  }
  return FORMULAS[metric.kind](subject);
}

/** What stands on the dashboard and is watched by no alarm: how much there is to do is no trouble. */
type WorkMetric =
  /** Requests a minute to the service's targets. */
  | { readonly kind: "target-requests" }
  /** Connections that clients have open. */
  | { readonly kind: "load-balancer-connections" };

/** A metric with dimensions that follow from its part. */
export type PartMetric =
  Exclude<AlarmMetric, { kind: "depth-measurements" | "log-metric" | "published-metric" }> | WorkMetric;

type ShownMetric = AlarmMetric | WorkMetric;

/** An alarm takes ten metrics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html (2026-11). */
const MOST_SERIES = 10;

const ALB = "AWS/ApplicationELB";
const ECS = "AWS/ECS";
const RDS = "AWS/RDS";
const CACHE = "AWS/ElastiCache";
const BROKER = "AWS/AmazonMQ";
const SQS = "AWS/SQS";

type Dimensions = MetricQuery["dimensions"];

/** Numbered through all formulas of a metric, because a graph that shows them together takes no id twice. */
interface NumberedDimensions {
  readonly number: number;
  readonly dimensions: Dimensions;
}

const numbered = (all: readonly Dimensions[]): NumberedDimensions[] =>
  all.map((dimensions, number) => ({ number, dimensions }));

const FORMULAS: Readonly<Record<PartMetric["kind"], (subject: MetricSubject) => MetricFormula[]>> = {
  // A canary that fails altogether would be lost among the answers of the old revision; so each has an alarm of its own.
  "target-5xx-percent": ({ targetGroups }) => {
    const all = numbered(targetGroups.flat());
    return targetGroups.flatMap((groups) => {
      const ofRevision = all.filter(({ dimensions }) => groups.includes(dimensions));
      return chunks(ofRevision, MOST_SERIES / 2).map(serverErrorPercent);
    });
  },
  // Percentiles can't be added up; the slower of the groups is the one to hear about.
  "target-latency-p95": ({ targetGroups }) =>
    overAll("MAX", targetGroups.flat(), { namespace: ALB, metricName: "TargetResponseTime", statistic: "p95" }),
  "unhealthy-hosts": ({ targetGroups }) =>
    overAll("SUM", targetGroups.flat(), { namespace: ALB, metricName: "UnHealthyHostCount", statistic: "Maximum" }),
  // Of the zones' load balancers the one that sees most: only where none sees a task is there none. The group of the other revision is
  // empty as a rule, and reports nothing then.
  "healthy-hosts": ({ targetGroups }) =>
    chunks(numbered(targetGroups.flat()), MOST_SERIES).map((part) =>
      filled(overPart("MAX", part, { namespace: ALB, metricName: "HealthyHostCount", statistic: "Maximum" })),
    ),
  "target-requests": ({ targetGroups }) =>
    overAll("SUM", targetGroups.flat(), { namespace: ALB, metricName: "RequestCount", statistic: "Sum" }),
  "load-balancer-5xx": ({ loadBalancer }) => [
    single(loadBalancer, { namespace: ALB, metricName: "HTTPCode_ELB_5XX_Count", statistic: "Sum" }),
  ],
  "load-balancer-connections": ({ loadBalancer }) => [
    single(loadBalancer, { namespace: ALB, metricName: "ActiveConnectionCount", statistic: "Sum" }),
  ],
  // Each failure is told when it comes; how many still lie there depends on who has looked.
  "failed-runs": ({ failedRuns }) => [
    single(failedRuns, { namespace: SQS, metricName: "NumberOfMessagesSent", statistic: "Sum" }),
  ],
  "service-cpu-percent": ({ service }) => [
    single(service, { namespace: ECS, metricName: "CPUUtilization", statistic: "Average" }),
  ],
  "service-memory-percent": ({ service }) => [
    single(service, { namespace: ECS, metricName: "MemoryUtilization", statistic: "Average" }),
  ],
  "database-connections": ({ database }) => [
    single(database, { namespace: RDS, metricName: "DatabaseConnections", statistic: "Maximum" }),
  ],
  "database-capacity-percent": (subject) => [
    single(subject.database, { namespace: RDS, metricName: capacityMetric(subject), statistic: "Average" }),
  ],
  "database-free-storage": ({ database }) => [
    single(database, { namespace: RDS, metricName: "FreeStorageSpace", statistic: "Minimum" }),
  ],
  "proxy-borrow-seconds": ({ proxy }) => [
    {
      // AWS counts it in microseconds.
      expression: "m0 / 1000000",
      series: {
        m0: {
          namespace: RDS,
          metricName: "DatabaseConnectionsBorrowLatency",
          dimensions: proxy,
          statistic: "Average",
        },
      },
    },
  ],
  "proxy-pinned-percent": ({ proxy }) => [
    percentOf(
      {
        namespace: RDS,
        metricName: "DatabaseConnectionsCurrentlySessionPinned",
        dimensions: proxy,
        statistic: "Average",
      },
      { namespace: RDS, metricName: "DatabaseConnections", dimensions: proxy, statistic: "Average" },
    ),
  ],
  "rotation-errors": ({ rotation }) => [
    single(rotation, { namespace: "AWS/Lambda", metricName: "Errors", statistic: "Sum" }),
  ],
  "cache-memory-percent": ({ cacheNodes }) =>
    overAll("MAX", cacheNodes, {
      namespace: CACHE,
      metricName: "DatabaseMemoryUsagePercentage",
      statistic: "Maximum",
    }),
  "cache-evictions": ({ cacheNodes }) =>
    overAll("SUM", cacheNodes, { namespace: CACHE, metricName: "Evictions", statistic: "Sum" }),
  "broker-memory-percent": ({ broker }) => [
    percentOf(
      { namespace: BROKER, metricName: "RabbitMQMemUsed", dimensions: broker, statistic: "Maximum" },
      { namespace: BROKER, metricName: "RabbitMQMemLimit", dimensions: broker, statistic: "Minimum" },
    ),
  ],
  "broker-disk-percent": ({ broker }) => [
    percentOf(
      { namespace: BROKER, metricName: "RabbitMQDiskFreeLimit", dimensions: broker, statistic: "Maximum" },
      { namespace: BROKER, metricName: "RabbitMQDiskFree", dimensions: broker, statistic: "Minimum" },
    ),
  ],
  "broker-cpu-percent": ({ broker }) => [
    single(broker, { namespace: BROKER, metricName: "SystemCpuUtilization", statistic: "Average" }),
  ],
  "queue-oldest-message": ({ queue }) => [
    single(queue, { namespace: SQS, metricName: "ApproximateAgeOfOldestMessage", statistic: "Maximum" }),
  ],
  "queue-dead-letters": ({ deadLetters }) => [
    single(deadLetters, { namespace: SQS, metricName: "ApproximateNumberOfMessagesVisible", statistic: "Maximum" }),
  ],
};

/** Aurora Serverless counts capacity units; an instance has a CPU. */
const capacityMetric = ({ databaseEngine }: MetricSubject): string =>
  databaseEngine === "aurora-serverless" ? "ACUUtilization" : "CPUUtilization";

const single = (dimensions: Dimensions, query: Omit<MetricQuery, "dimensions">, id = "m0"): MetricFormula => ({
  expression: id,
  series: { [id]: { ...query, dimensions } },
});

const percentOf = (part: MetricQuery, whole: MetricQuery): MetricFormula => ({
  expression: "100 * m0 / m1",
  series: { m0: part, m1: whole },
});

/** One formula over all series, or as many as alarms can take. */
const overAll = (
  operation: "SUM" | "MAX",
  all: readonly Dimensions[],
  query: Omit<MetricQuery, "dimensions">,
): MetricFormula[] => chunks(numbered(all), MOST_SERIES).map((part) => overPart(operation, part, query));

function overPart(
  operation: "SUM" | "MAX",
  part: readonly NumberedDimensions[],
  query: Omit<MetricQuery, "dimensions">,
): MetricFormula {
  const [first] = part;
  if (part.length === 1 && first !== undefined) return single(first.dimensions, query, `m${first.number}`);
  const series = Object.fromEntries(
    part.map(({ number, dimensions }) => [`m${number}`, { ...query, dimensions }] as const),
  );
  return { expression: `${operation}([${Object.keys(series).join(", ")}])`, series };
}

/** A series that reports nothing counts as zero among others; alone it is missing, which an alarm is told how to take. */
const filled = ({ expression, series }: MetricFormula): MetricFormula =>
  Object.keys(series).length === 1
    ? { expression, series }
    : { expression: expression.replaceAll(/\bm\d+\b/gu, "FILL($&, 0)"), series };

/**
 * ALB reports no count of errors while there are none, so a missing one is a zero; while there are no requests either, there
 * is no percentage.
 */
function serverErrorPercent(groups: readonly NumberedDimensions[]): MetricFormula {
  const errors = groups.map(({ number, dimensions }): [string, MetricQuery] => [
    `e${number}`,
    { namespace: ALB, metricName: "HTTPCode_Target_5XX_Count", dimensions, statistic: "Sum" },
  ]);
  const requests = groups.map(({ number, dimensions }): [string, MetricQuery] => [
    `r${number}`,
    { namespace: ALB, metricName: "RequestCount", dimensions, statistic: "Sum" },
  ]);
  const sumOf = (series: readonly [string, MetricQuery][]): string =>
    `SUM([${series.map(([name]) => name).join(", ")}])`;
  return {
    expression: `100 * FILL(${sumOf(errors)}, 0) / ${sumOf(requests)}`,
    series: Object.fromEntries([...errors, ...requests]),
  };
}

function chunks<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

import type { AlarmMetric } from "@fairlead/model";
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
 * ElastiCache https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html (all 2026-11).
 */
export function metricFormulas(metric: AlarmMetric, subject: MetricSubject): MetricFormula[] {
  switch (metric.kind) {
    case "target-5xx-percent":
    case "target-latency-p95":
    case "unhealthy-hosts":
      return targetFormulas(metric.kind, subject.targetGroups);
    case "service-cpu-percent":
      return [single(subject.service, { namespace: ECS, metricName: "CPUUtilization", statistic: "Average" })];
    case "service-memory-percent":
      return [single(subject.service, { namespace: ECS, metricName: "MemoryUtilization", statistic: "Average" })];
    case "database-connections":
      return [single(subject.database, { namespace: RDS, metricName: "DatabaseConnections", statistic: "Maximum" })];
    case "database-capacity-percent":
      return [single(subject.database, { namespace: RDS, metricName: capacityMetric(subject), statistic: "Average" })];
    case "database-free-storage":
      return [single(subject.database, { namespace: RDS, metricName: "FreeStorageSpace", statistic: "Minimum" })];
    case "cache-memory-percent":
      return chunks(subject.cacheNodes, MOST_SERIES).map((nodes) =>
        overAll("MAX", nodes, { namespace: CACHE, metricName: "DatabaseMemoryUsagePercentage", statistic: "Maximum" }),
      );
    case "cache-evictions":
      return chunks(subject.cacheNodes, MOST_SERIES).map((nodes) =>
        overAll("SUM", nodes, { namespace: CACHE, metricName: "Evictions", statistic: "Sum" }),
      );
    case "log-metric":
      return [single({}, { namespace: subject.logNamespace, metricName: metric.metric, statistic: "Maximum" })];
  }
}

/** An alarm takes ten metrics: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html (2026-11). */
const MOST_SERIES = 10;

const ALB = "AWS/ApplicationELB";
const ECS = "AWS/ECS";
const RDS = "AWS/RDS";
const CACHE = "AWS/ElastiCache";

type Dimensions = MetricQuery["dimensions"];

/** Aurora Serverless counts capacity units; an instance has a CPU. */
const capacityMetric = ({ databaseEngine }: MetricSubject): string =>
  databaseEngine === "aurora-serverless" ? "ACUUtilization" : "CPUUtilization";

function targetFormulas(
  kind: "target-5xx-percent" | "target-latency-p95" | "unhealthy-hosts",
  targetGroups: readonly Dimensions[],
): MetricFormula[] {
  switch (kind) {
    case "target-5xx-percent":
      return chunks(targetGroups, MOST_SERIES / 2).map(serverErrorPercent);
    case "target-latency-p95":
      // Percentiles can't be added up; the slower of the groups is the one to hear about.
      return chunks(targetGroups, MOST_SERIES).map((groups) =>
        overAll("MAX", groups, { namespace: ALB, metricName: "TargetResponseTime", statistic: "p95" }),
      );
    case "unhealthy-hosts":
      return chunks(targetGroups, MOST_SERIES).map((groups) =>
        overAll("SUM", groups, { namespace: ALB, metricName: "UnHealthyHostCount", statistic: "Maximum" }),
      );
  }
}

const single = (dimensions: Dimensions, query: Omit<MetricQuery, "dimensions">): MetricFormula => ({
  expression: "m0",
  series: { m0: { ...query, dimensions } },
});

function overAll(
  operation: "SUM" | "MAX",
  dimensions: readonly Dimensions[],
  query: Omit<MetricQuery, "dimensions">,
): MetricFormula {
  const [first] = dimensions;
  if (dimensions.length === 1 && first !== undefined) return single(first, query);
  const series = Object.fromEntries(dimensions.map((each, at) => [`m${at}`, { ...query, dimensions: each }]));
  return { expression: `${operation}([${Object.keys(series).join(", ")}])`, series };
}

/**
 * ALB reports no count of errors while there are none, so a missing one is a zero; while there are no requests either, there
 * is no percentage.
 */
function serverErrorPercent(groups: readonly Dimensions[]): MetricFormula {
  const errors = groups.map((dimensions, at): [string, MetricQuery] => [
    `e${at}`,
    { namespace: ALB, metricName: "HTTPCode_Target_5XX_Count", dimensions, statistic: "Sum" },
  ]);
  const requests = groups.map((dimensions, at): [string, MetricQuery] => [
    `r${at}`,
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

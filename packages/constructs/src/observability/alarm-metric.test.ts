import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricFormulas, type PartMetric } from "./alarm-metric.js";
import type { MetricSubject } from "./metric-subject.js";

const groupsNamed = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ LoadBalancer: "app/alb/1", TargetGroup: `targetgroup/${at}/1` }));

const aSubject = (change: Partial<MetricSubject> = {}): MetricSubject => ({
  targetGroups: [groupsNamed(1)],
  loadBalancer: { LoadBalancer: "app/alb/1" },
  service: { ClusterName: "llm-proxy-prod", ServiceName: "proxy" },
  database: { DBClusterIdentifier: "main" },
  proxy: { ProxyName: "llm-proxy-prod-main" },
  rotation: { FunctionName: "llm-proxy-prod-main-rotation" },
  databaseEngine: "aurora-serverless",
  cacheNodes: [{ CacheClusterId: "cache-001" }, { CacheClusterId: "cache-002" }],
  broker: { Broker: "llm-proxy-prod-tasks" },
  queue: {},
  deadLetters: {},
  failedRuns: { QueueName: "llm-proxy-prod-clean-failed-runs" },
  logNamespace: "llm-proxy/prod/proxy",
  depthNamespace: "llm-proxy/prod/work",
  ...change,
});

describe("metricFormulas", () => {
  it.each<[PartMetric["kind"], string, string, string]>([
    ["target-latency-p95", "AWS/ApplicationELB", "TargetResponseTime", "p95"],
    ["unhealthy-hosts", "AWS/ApplicationELB", "UnHealthyHostCount", "Maximum"],
    ["healthy-hosts", "AWS/ApplicationELB", "HealthyHostCount", "Maximum"],
    ["target-requests", "AWS/ApplicationELB", "RequestCount", "Sum"],
    ["load-balancer-5xx", "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum"],
    ["load-balancer-connections", "AWS/ApplicationELB", "ActiveConnectionCount", "Sum"],
    ["failed-runs", "AWS/SQS", "NumberOfMessagesSent", "Sum"],
    ["service-cpu-percent", "AWS/ECS", "CPUUtilization", "Average"],
    ["broker-cpu-percent", "AWS/AmazonMQ", "SystemCpuUtilization", "Average"],
    ["service-memory-percent", "AWS/ECS", "MemoryUtilization", "Average"],
    ["database-connections", "AWS/RDS", "DatabaseConnections", "Maximum"],
    ["database-capacity-percent", "AWS/RDS", "ACUUtilization", "Average"],
    ["rotation-errors", "AWS/Lambda", "Errors", "Sum"],
    ["database-free-storage", "AWS/RDS", "FreeStorageSpace", "Minimum"],
    ["cache-memory-percent", "AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "Maximum"],
    ["cache-evictions", "AWS/ElastiCache", "Evictions", "Sum"],
  ])("watches for %s the metric %s %s as %s, with dimensions", (kind, namespace, metricName, statistic) => {
    const [formula, ...others] = metricFormulas({ kind }, aSubject());
    expect(others).toEqual([]);
    const series = Object.values(formula?.series ?? {});
    expect(series.length).toBeGreaterThan(0);
    for (const query of series) {
      expect(query).toMatchObject({ namespace, metricName, statistic });
      expect(query.dimensions).not.toEqual({});
    }
  });

  it("reads the CPU of an RDS instance where Aurora has capacity units", () => {
    const [formula] = metricFormulas({ kind: "database-capacity-percent" }, aSubject({ databaseEngine: "rds" }));
    expect(formula?.series["m0"]?.metricName).toBe("CPUUtilization");
  });

  it("takes the part of 5xx in all requests to a revision, whichever target group served them", () => {
    const [formula] = metricFormulas({ kind: "target-5xx-percent" }, aSubject({ targetGroups: [groupsNamed(2)] }));
    expect(formula?.expression).toBe("100 * FILL(SUM([e0, e1]), 0) / SUM([r0, r1])");
    expect(formula?.series["e1"]?.dimensions["TargetGroup"]).toBe("targetgroup/1/1");
  });

  it("looks at the errors of two revisions apart, so that the old one's answers don't hide a canary's", () => {
    const [blue, green] = groupsNamed(2).map((group) => [group]);
    const formulas = metricFormulas(
      { kind: "target-5xx-percent" },
      aSubject({ targetGroups: [blue ?? [], green ?? []] }),
    );
    expect(formulas.map(({ expression }) => expression)).toEqual([
      "100 * FILL(SUM([e0]), 0) / SUM([r0])",
      "100 * FILL(SUM([e1]), 0) / SUM([r1])",
    ]);
    expect(formulas.map(({ series }) => Object.values(series)[0]?.dimensions["TargetGroup"])).toEqual([
      "targetgroup/0/1",
      "targetgroup/1/1",
    ]);
  });

  it("takes the healthy tasks of the revision that has some, though the other reports nothing", () => {
    const [blue, green] = groupsNamed(2).map((group) => [group]);
    const [formula] = metricFormulas({ kind: "healthy-hosts" }, aSubject({ targetGroups: [blue ?? [], green ?? []] }));
    expect(formula?.expression).toBe("MAX([FILL(m0, 0), FILL(m1, 0)])");
  });

  it("finds a number from the log in the namespace of its service", () => {
    const [formula] = metricFormulas(
      { kind: "log-metric", metric: "stream-backlog", statistic: "Maximum" },
      aSubject(),
    );
    expect(formula?.series["m0"]).toEqual({
      namespace: "llm-proxy/prod/proxy",
      metricName: "stream-backlog",
      dimensions: {},
      statistic: "Maximum",
    });
  });

  it("finds a metric that the app publishes by what it is published with", () => {
    const [formula] = metricFormulas(
      {
        kind: "published-metric",
        namespace: "Shop/Business",
        metric: "Orders",
        dimensions: { Service: "api" },
        statistic: "p95",
      },
      aSubject(),
    );
    expect(formula).toEqual({
      expression: "m0",
      series: {
        m0: { namespace: "Shop/Business", metricName: "Orders", dimensions: { Service: "api" }, statistic: "p95" },
      },
    });
  });

  it("never gives an alarm more than the ten metrics it takes, leaves no target group out and gives no id twice", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom("target-5xx-percent" as const, "target-latency-p95" as const, "unhealthy-hosts" as const),
        (count, kind) => {
          const formulas = metricFormulas({ kind }, aSubject({ targetGroups: [groupsNamed(count)] }));
          const watched = formulas.flatMap(({ series }) =>
            Object.values(series).map(({ dimensions }) => dimensions["TargetGroup"]),
          );
          expect(new Set(watched).size).toBe(count);
          for (const { series } of formulas) expect(Object.keys(series).length).toBeLessThanOrEqual(10);
          const ids = formulas.flatMap(({ series }) => Object.keys(series));
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});

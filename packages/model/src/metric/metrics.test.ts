import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type AppMetricOptions, image, service, type ServiceOptions } from "../index.js";

const app = image("app");
const orders = { namespace: "Shop/Business", name: "Orders" } as const satisfies AppMetricOptions;

const resolved = (options: Partial<ServiceOptions>) =>
  resolveRoots({ services: [service("api", { image: app, ...options })] });

const codes = (options: Partial<ServiceOptions>): string[] =>
  problemCodes({ services: [service("api", { image: app, ...options })] });

describe("a metric that the app publishes", () => {
  it("is a sum on the dashboard below the business metrics, and comes through the log", () => {
    expect(resolved({ metrics: { orders } }).services[0]?.metrics).toEqual([
      {
        name: "orders",
        source: { kind: "published", namespace: "Shop/Business", metric: "Orders", dimensions: {}, via: "EMF" },
        statistic: "Sum",
        unit: null,
        group: "Business metrics",
        alarm: null,
      },
    ]);
  });

  it("goes below a heading that is there already, however that is written", () => {
    const group = "error tracking";
    expect(resolved({ metrics: { orders: { ...orders, group } } }).services[0]?.metrics[0]?.group).toBe(
      "Error tracking",
    );
  });

  it("rings when it is stated to, at the level that is stated", () => {
    const alarm = { above: 100, forMinutes: 10, level: "critical" } as const;
    const dimensions = { Service: "Backend" };
    const { alarms } = resolved({ metrics: { orders: { ...orders, dimensions, alarm } } }).observability;
    expect(alarms.find(({ name }) => name === "api-metric-orders")).toMatchObject({
      subject: "services.api",
      metric: { kind: "published-metric", namespace: "Shop/Business", metric: "Orders", dimensions, statistic: "Sum" },
      threshold: 100,
      comparison: "above",
      evaluationPeriods: 10,
      level: "critical",
      missingData: "not-breaching",
    });
  });

  it.each([
    ["Sum", "breaching"],
    ["Average", "not-breaching"],
  ] as const)("that is missing counts as too few for a %s: %s", (statistic, missingData) => {
    const metrics = { orders: { ...orders, statistic, alarm: { below: 1, period: "1h" } } };
    expect(resolved({ metrics }).observability.alarms.find(({ name }) => name === "api-metric-orders")).toMatchObject({
      comparison: "below",
      periodSeconds: 3600,
      evaluationPeriods: 1,
      missingData,
    });
  });

  it.each<[Partial<ServiceOptions>, string]>([
    [{ metrics: { orders: { ...orders, namespace: "Shop/*" } } }, "metrics.orders.namespace: PatternAsNamespace"],
    [
      { metrics: { orders: { ...orders, namespace: "AWS/ECS", via: "PutMetricData" } } },
      "metrics.orders: ReservedNamespace",
    ],
    [{ metrics: { orders: { ...orders, statistic: "p101" } } }, "metrics.orders.statistic: UnknownStatistic"],
    [{ metrics: { orders }, logMetrics: { orders: { pattern: "ordered" } } }, "logMetrics.orders: MetricTwice"],
  ])("is refused with %j", (options, expected) => {
    expect(codes(options)).toEqual([`services.api.${expected}`]);
  });
});

describe("scaling on a metric", () => {
  const queueDepth = {
    namespace: "Shop/LLM",
    name: "QueueDepth",
    dimensions: { Service: "Backend" },
    statistic: "Average",
    via: "PutMetricData",
  } as const satisfies AppMetricOptions;
  const tasks = { min: 2, max: 9, metric: { of: "queue-depth", target: 5 } };

  it("takes one that is declared by its name", () => {
    expect(resolved({ metrics: { "queue-depth": queueDepth }, tasks }).services[0]?.scaling.metric).toEqual({
      ...queueDepth,
      target: 5,
    });
  });

  it("refuses one that is declared nowhere, that is read out of the log, or that it can't take", () => {
    const path = "services.api.tasks.metric.of";
    expect(codes({ tasks })).toEqual([`${path}: UnknownMetric`]);
    expect(codes({ tasks, logMetrics: { "queue-depth": { pattern: "waits" } } })).toEqual([
      `${path}: MetricNotScalable`,
    ]);
    expect(codes({ tasks, metrics: { "queue-depth": { ...queueDepth, statistic: "p95" } } })).toEqual([
      `${path}: MetricNotScalable`,
    ]);
  });
});

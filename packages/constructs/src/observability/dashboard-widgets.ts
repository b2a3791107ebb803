import { addressOf, type AlarmMetric, type Address, type ResolvedApp, type ResolvedService } from "@fairlead/model";
import {
  AlarmStatusWidget,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  Metric,
} from "aws-cdk-lib/aws-cloudwatch";
import { metricFormulas } from "./alarm-metric.js";
import { formulaMetric } from "./formula-metric.js";
import { type DimensionOwners, logNamespace, metricSubject, serviceDimensions } from "./metric-subject.js";

/** What the dashboard shows. */
export interface DashboardParts {
  readonly app: ResolvedApp;
  readonly owners: DimensionOwners;
  readonly alarms: readonly IAlarm[];
}

/** A minute shows a burst; CloudWatch widens it by itself on longer ranges. */
const PERIOD_SECONDS = 60;
/** The dashboard is 24 columns wide: three graphs side by side. */
const WIDTH = 8;

/** Rows of the dashboard: the alarms, then each part from the outside in. */
export function dashboardRows(parts: DashboardParts): IWidget[][] {
  const { app } = parts;
  return [
    ...(parts.alarms.length === 0
      ? []
      : [[new AlarmStatusWidget({ title: "Alarms", alarms: [...parts.alarms], width: 24, height: 4 })]]),
    ...app.services.flatMap((service) => serviceRows(service, parts)),
    ...app.databases.map(({ name, engine, proxy }) => {
      const address = addressOf("postgres", name);
      return [
        graph(`${name}: connections`, address, "database-connections", parts),
        graph(
          `${name}: ${engine.kind === "rds" ? "CPU" : "capacity"} (%)`,
          address,
          "database-capacity-percent",
          parts,
        ),
        ...(engine.kind === "rds" ? [graph(`${name}: free bytes`, address, "database-free-storage", parts)] : []),
        ...(proxy === null
          ? []
          : [
              graph(`${name}: waiting for the proxy (s)`, address, "proxy-borrow-seconds", parts),
              graph(`${name}: pinned by clients (%)`, address, "proxy-pinned-percent", parts),
            ]),
      ];
    }),
    ...app.caches.map(({ name }) => [
      graph(`${name}: memory (%)`, addressOf("cache", name), "cache-memory-percent", parts),
      graph(`${name}: evictions`, addressOf("cache", name), "cache-evictions", parts),
    ]),
    ...app.brokers
      .filter(({ engine }) => engine.kind === "amazon-mq")
      .map(({ name }) => [
        graph(`${name}: memory (%)`, addressOf("broker", name), "broker-memory-percent", parts),
        graph(`${name}: CPU (%)`, addressOf("broker", name), "broker-cpu-percent", parts),
      ]),
    ...app.queues.map(({ name }) => [
      graph(`${name}: age of the oldest message (s)`, addressOf("queue", name), "queue-oldest-message", parts),
      graph(`${name}: dead letters`, addressOf("queue", name), "queue-dead-letters", parts),
    ]),
  ].filter((row) => row.length > 0);
}

function serviceRows(service: ResolvedService, parts: DashboardParts): IWidget[][] {
  const { name } = service;
  const address = addressOf("service", name);
  const routed = (parts.owners.targetGroups.get(name) ?? []).length > 0;
  return [
    routed
      ? [
          graph(`${name}: 5xx (%)`, address, "target-5xx-percent", parts),
          graph(`${name}: time to the first byte, p95 (s)`, address, "target-latency-p95", parts),
          graph(`${name}: unhealthy tasks`, address, "unhealthy-hosts", parts),
        ]
      : [],
    [
      graph(`${name}: CPU (%)`, address, "service-cpu-percent", parts),
      graph(`${name}: memory (%)`, address, "service-memory-percent", parts),
      ...taskCount(service, parts),
    ],
    service.logMetrics.map((metric) =>
      lines(`${name}: ${metric.name}`, [
        new Metric({
          namespace: logNamespace(parts.app, name),
          metricName: metric.name,
          statistic: "Maximum",
          label: metric.name,
        }),
      ]),
    ),
  ];
}

/** Only Container Insights counts tasks. */
function taskCount({ name }: ResolvedService, { app }: DashboardParts): IWidget[] {
  if (app.observability.containerInsights === "disabled") return [];
  const counted = (metricName: string, label: string): IMetric =>
    new Metric({
      namespace: "ECS/ContainerInsights",
      metricName,
      dimensionsMap: { ...serviceDimensions(app, name) },
      statistic: "Average",
      label,
    });
  return [lines(`${name}: tasks`, [counted("RunningTaskCount", "running"), counted("DesiredTaskCount", "wanted")])];
}

function graph(
  title: string,
  address: Address,
  kind: Exclude<AlarmMetric["kind"], "log-metric">,
  { app, owners }: DashboardParts,
): IWidget {
  const formulas = metricFormulas({ kind }, metricSubject(app, address, owners));
  return lines(
    title,
    formulas.map((formula) => formulaMetric(formula, PERIOD_SECONDS, title)),
  );
}

const lines = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: WIDTH });

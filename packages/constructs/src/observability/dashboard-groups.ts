import { addressOf, DASHBOARD_GROUPS, INGRESS_ADDRESS, type ResolvedApp, type ResolvedService } from "@fairlead/model";
import { type IMetric, type IWidget, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { dataRows } from "./data-rows.js";
import { type GraphParts, lines, ownGraph, partGraph } from "./metric-graph.js";
import { serviceDimensions } from "./metric-subject.js";

/** A part of the dashboard below one heading. */
interface DashboardGroup {
  readonly title: string;
  readonly rows: IWidget[][];
}

/** The groups that have something to show: those that are always the same, then those of the app's own in the order of the alphabet. */
export function dashboardGroups(parts: GraphParts): DashboardGroup[] {
  const { app } = parts;
  const derived = new Map<string, IWidget[][]>([
    [DASHBOARD_GROUPS.health, app.services.map((service) => healthRow(service, parts))],
    [DASHBOARD_GROUPS.errors, errorRows(parts)],
    [DASHBOARD_GROUPS.performance, performanceRows(parts)],
    [DASHBOARD_GROUPS.data, dataRows(parts)],
    [DASHBOARD_GROUPS.business, []],
  ]);
  const stated = app.services.flatMap(({ metrics }) => metrics.map(({ group }) => group)).toSorted();
  return [...new Set([...derived.keys(), ...stated])]
    .map((title) => ({ title, rows: [...(derived.get(title) ?? []), ...ownRows(title, parts)] }))
    .map(({ title, rows }) => ({ title, rows: rows.filter((row) => row.length > 0) }))
    .filter(({ rows }) => rows.length > 0);
}

const isRouted = ({ name }: ResolvedService, { owners }: GraphParts): boolean =>
  (owners.targetGroups.get(name) ?? []).length > 0;

/** What the tasks use, and how many of them are well. */
function healthRow(service: ResolvedService, parts: GraphParts): IWidget[] {
  const { name } = service;
  const address = addressOf("service", name);
  return [
    partGraph(`${name}: CPU (%)`, address, "service-cpu-percent", parts),
    partGraph(`${name}: memory (%)`, address, "service-memory-percent", parts),
    ...(isRouted(service, parts) ? [partGraph(`${name}: healthy tasks`, address, "healthy-hosts", parts)] : []),
    ...taskCount(service, parts),
  ];
}

/** Only Container Insights counts tasks. */
function taskCount({ name }: ResolvedService, { app }: GraphParts): IWidget[] {
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

function errorRows(parts: GraphParts): IWidget[][] {
  const { app } = parts;
  return [
    ...app.services
      .filter((service) => isRouted(service, parts))
      .map(({ name }) => {
        const address = addressOf("service", name);
        return [
          partGraph(`${name}: 5xx (%)`, address, "target-5xx-percent", parts),
          partGraph(`${name}: unhealthy tasks`, address, "unhealthy-hosts", parts),
        ];
      }),
    hasLoadBalancer(app)
      ? [partGraph("load balancer: 5xx of its own", INGRESS_ADDRESS, "load-balancer-5xx", parts)]
      : [],
    app.queues.map(({ name }) =>
      partGraph(`${name}: dead letters`, addressOf("queue", name), "queue-dead-letters", parts),
    ),
    app.jobs
      .filter(({ trigger }) => trigger.kind === "schedule")
      .map(({ name }) => partGraph(`${name}: failed runs`, addressOf("job", name), "failed-runs", parts)),
  ];
}

function performanceRows(parts: GraphParts): IWidget[][] {
  const { app } = parts;
  return [
    ...app.services
      .filter((service) => isRouted(service, parts))
      .map(({ name }) => {
        const address = addressOf("service", name);
        return [
          partGraph(`${name}: time to the first byte, p95 (s)`, address, "target-latency-p95", parts),
          partGraph(`${name}: requests a minute`, address, "target-requests", parts),
        ];
      }),
    hasLoadBalancer(app)
      ? [partGraph("load balancer: open connections", INGRESS_ADDRESS, "load-balancer-connections", parts)]
      : [],
    app.queues.map(({ name }) =>
      partGraph(`${name}: age of the oldest message (s)`, addressOf("queue", name), "queue-oldest-message", parts),
    ),
  ];
}

/** A load balancer that others have too says more of them than of this app. */
const hasLoadBalancer = ({ ingress }: ResolvedApp): boolean => ingress?.loadBalancer.kind === "create";

/** The numbers of the services' own that stand below a heading. */
const ownRows = (title: string, parts: GraphParts): IWidget[][] =>
  parts.app.services.map((service) =>
    service.metrics.filter(({ group }) => group === title).map((metric) => ownGraph(service, metric, parts)),
  );

import { expectPresent } from "@fairlead/errors";
import { addressOf, type ResolvedAlarm, type ResolvedApp } from "@fairlead/model";
import { Alarm, Dashboard } from "aws-cdk-lib/aws-cloudwatch";
import { LogGroup, type MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { AlbStack } from "../alb/alb-stack.js";
import { routeDimensions } from "../alb/route-reference.js";
import { importTopics } from "../alerts/alert-topics.js";
import type { AlertsStack } from "../alerts/alerts-stack.js";
import type { DataStack } from "../data/data-stack.js";
import type { EcsStack } from "../ecs/ecs-stack.js";
import { AppStack } from "../stacks/app-stack.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { addAlarms, type NamedAlarm } from "./app-alarm.js";
import { dashboardRows } from "./dashboard-widgets.js";
import { addLogMetricFilters } from "./log-metric-filters.js";
import type { DimensionOwners } from "./metric-subject.js";

/** What an {@link ObservabilityStack} is made from. */
export interface ObservabilityStackProps {
  readonly app: ResolvedApp;
  readonly alerts: Pick<AlertsStack, "topics">;
  readonly data: Pick<DataStack, "brokerMetricDimensions" | "cacheMetricDimensions" | "databaseMetricDimensions">;
  readonly ecs: EcsStack;
  readonly alb: AlbStack | null;
}

/** What is watched: the dashboard, the numbers read from logs, and the alarms that roll nothing back. */
export class ObservabilityStack extends AppStack {
  /** `null` where none is wanted. */
  readonly dashboard: Dashboard | null;
  readonly logMetricFilters: readonly MetricFilter[];
  readonly alarms: readonly NamedAlarm[];

  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    const { app, alerts, data, ecs, alb } = props;
    super(scope, id, {
      app,
      role: "Observability",
      description: `Dashboard and alarms of ${app.name} (${app.environment.name})`,
    });
    this.addStackDependency(ecs);
    this.logMetricFilters = addLogMetricFilters(this, app, (name) => {
      const { logGroup } = expectPresent(ecs.services.get(name), `Service ${name}`).task;
      return LogGroup.fromLogGroupName(this, `Log-${name}`, logGroup.logGroupName);
    });
    const owners: DimensionOwners = {
      targetGroups: new Map(
        [...(alb?.targetDimensions ?? [])].map(([service, revisions]) => [service, routeDimensions(revisions)]),
      ),
      loadBalancer: alb === null ? null : { LoadBalancer: alb.loadBalancerFullName },
      data,
    };
    const topics = importTopics(this, alerts.topics);
    this.alarms = app.observability.alarms
      .filter((alarm) => !standsElsewhere(app, alarm))
      .flatMap((alarm) => addAlarms(this, alarm, { app, topics, owners }));
    const rollbackAlarms = [...(alb?.rollbackAlarms ?? ecs.rollbackAlarms).values()].flat();
    const alarms = [
      // By name, because an alarm that another stack refers to could not be taken away with its service's route.
      ...rollbackAlarms.map(({ name }) => Alarm.fromAlarmName(this, `Rollback-${name}`, name)),
      ...this.alarms.map(({ alarm }) => alarm),
    ];
    this.dashboard = app.observability.dashboard
      ? new Dashboard(this, "Dashboard", {
          dashboardName: environmentPrefix(app),
          widgets: dashboardRows({ app, owners, alarms }),
        })
      : null;
  }
}

/** Alarms that roll a service back must be there before it: see `addRollbackAlarms`. */
const standsElsewhere = (app: ResolvedApp, { rollsBack, subject }: ResolvedAlarm): boolean =>
  rollsBack && app.services.some(({ name }) => addressOf("service", name) === subject);

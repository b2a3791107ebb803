import type { ResolvedApp } from "@fairlead/model";
import { AlarmStatusWidget, type IAlarm, type IWidget, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import { dashboardGroups } from "./dashboard-groups.js";
import type { DimensionOwners } from "./metric-subject.js";

/** What the dashboard shows. */
export interface DashboardParts {
  readonly app: ResolvedApp;
  readonly owners: DimensionOwners;
  readonly alarms: readonly IAlarm[];
}

/** The dashboard is 24 columns wide. */
const WIDTH = 24;

/** Rows of the dashboard: the alarms, then its groups, each below its heading. */
export const dashboardRows = (parts: DashboardParts): IWidget[][] => [
  ...(parts.alarms.length === 0
    ? []
    : [[new AlarmStatusWidget({ title: "Alarms", alarms: [...parts.alarms], width: WIDTH, height: 4 })]]),
  ...dashboardGroups(parts).flatMap(({ title, rows }) => [
    [new TextWidget({ markdown: `# ${title}`, width: WIDTH, height: 1 })],
    ...rows,
  ]),
];

import type { ResolvedAlarm, ResolvedApp } from "@fairlead/model";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { AlertTopics } from "../alerts/alert-topics.js";
import { markAddress } from "../provenance/mark-address.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { metricFormulas } from "./alarm-metric.js";
import { formulaMetric } from "./formula-metric.js";
import { type DimensionOwners, metricSubject } from "./metric-subject.js";

/** What alarms are made from. */
export interface AlarmParts {
  readonly app: ResolvedApp;
  readonly topics: AlertTopics;
  readonly owners: DimensionOwners;
}

/** An alarm and its name; the name is known, so that who speaks of it need not refer to it. */
export interface NamedAlarm {
  readonly name: string;
  readonly alarm: Alarm;
}

/** Name in CloudWatch; the number is there only where one alarm could not take all series. */
const alarmName = (app: ResolvedApp, alarm: ResolvedAlarm, at: number): string =>
  `${environmentPrefix(app)}-${alarm.name}${at === 0 ? "" : `-${at + 1}`}`;

/** Makes the alarms of one resolved alarm: nearly always one. Each tells its level's topic when it rings and when it is over. */
export function addAlarms(scope: Construct, alarm: ResolvedAlarm, { app, topics, owners }: AlarmParts): NamedAlarm[] {
  const subject = metricSubject(app, alarm.subject, owners);
  return metricFormulas(alarm.metric, subject).map((formula, at) => {
    const name = alarmName(app, alarm, at);
    const made = new Alarm(scope, `Alarm-${alarm.name}${at === 0 ? "" : `-${at + 1}`}`, {
      alarmName: name,
      alarmDescription: alarm.reason,
      metric: formulaMetric(formula, alarm.periodSeconds),
      threshold: alarm.threshold,
      comparisonOperator: comparison(alarm),
      evaluationPeriods: alarm.evaluationPeriods,
      datapointsToAlarm: alarm.datapointsToAlarm,
      treatMissingData: missingData(alarm),
    });
    const told = new SnsAction(topics[alarm.level]);
    made.addAlarmAction(told);
    made.addOkAction(told);
    return { name, alarm: markAddress(made, alarm.subject) };
  });
}

function comparison({ comparison: direction }: ResolvedAlarm): ComparisonOperator {
  switch (direction) {
    case "above":
      return ComparisonOperator.GREATER_THAN_THRESHOLD;
    case "below":
      return ComparisonOperator.LESS_THAN_THRESHOLD;
  }
}

function missingData({ missingData: treatment }: ResolvedAlarm): TreatMissingData {
  switch (treatment) {
    case "not-breaching":
      return TreatMissingData.NOT_BREACHING;
    case "breaching":
      return TreatMissingData.BREACHING;
    case "ignore":
      return TreatMissingData.IGNORE;
  }
}

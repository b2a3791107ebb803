import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Alarms, AlarmState } from "./alarms.js";

/** CloudWatch's alarms behind their SDK. */
export function awsAlarms(configuration: ClientConfiguration): Alarms {
  const client = new CloudWatchClient(configuration);
  return {
    states: (namePrefix) =>
      explained({ doing: "read the alarms", subject: `${namePrefix}*` }, async () => {
        const states: AlarmState[] = [];
        for await (const page of paginateDescribeAlarms({ client }, { AlarmNamePrefix: namePrefix })) {
          for (const { AlarmName, StateValue, StateReason, StateTransitionedTimestamp } of [
            ...(page.MetricAlarms ?? []),
            ...(page.CompositeAlarms ?? []),
          ]) {
            states.push({
              name: AlarmName ?? "",
              state: StateValue ?? "INSUFFICIENT_DATA",
              reason: StateReason ?? "",
              sinceMs: StateTransitionedTimestamp?.getTime() ?? null,
            });
          }
        }
        return states;
      }),
  };
}

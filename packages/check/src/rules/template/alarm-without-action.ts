import { describeResource } from "../../templates/graph-resource.js";
import { listOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

export const alarmWithoutAction: TemplateRule = {
  code: "AlarmWithoutAction",
  severity: "warning",
  title: "An alarm does nothing",
  why: "It turns red on a page that nobody looks at.",
  fix: "Give it an action: a topic that somebody has subscribed to.",
  link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
  check: (graph) =>
    graph
      .ofType("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
      .filter(
        ({ properties }) =>
          listOf(properties["AlarmActions"]).length === 0 || String(properties["ActionsEnabled"]) === "false",
      )
      .map((resource) => ({ resource, message: `${describeResource(resource)} rings and does nothing.` })),
};

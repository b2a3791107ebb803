import type { AlarmLevel } from "@fairlead/model";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** By level: the topic that its alarms act on. */
export type AlertTopics = Readonly<Record<AlarmLevel, ITopic>>;

/** The topics of another stack, by their ARNs; one that takes both levels is imported once. */
export function importTopics(scope: Construct, { warning, critical }: AlertTopics): AlertTopics {
  const forWarnings = Topic.fromTopicArn(scope, "AlertTopic", warning.topicArn);
  return {
    warning: forWarnings,
    critical: critical === warning ? forWarnings : Topic.fromTopicArn(scope, "CriticalTopic", critical.topicArn),
  };
}

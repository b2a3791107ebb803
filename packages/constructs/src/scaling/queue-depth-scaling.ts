import type { ResolvedApp, ResolvedQueueDepth, ResolvedService } from "@fairlead/model";
import { CfnScalingPolicy } from "aws-cdk-lib/aws-applicationautoscaling";
import { CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import type { ScalableTaskCount } from "aws-cdk-lib/aws-ecs";
import { environmentPrefix } from "../stacks/resource-names.js";
import { taskSteps } from "./task-steps.js";
import { workMetric } from "./work-metric.js";

/** What scaling on waiting work needs to know. */
export interface QueueDepthScaling {
  readonly app: ResolvedApp;
  readonly service: ResolvedService;
  readonly queueDepth: ResolvedQueueDepth;
}

const PERIOD_SECONDS = 60;

/**
 * Sets the number of tasks that the waiting messages ask for, and the least when nothing has waited for a while. Steps to a number,
 * and not a target to track: what is tracked is measured per task, and where no task runs there is nothing to divide by, so that
 * none would ever start (https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html, 2026-11).
 */
export function addQueueDepthScaling(count: ScalableTaskCount, scaling: QueueDepthScaling): void {
  const { app, service, queueDepth } = scaling;
  const { minTasks, maxTasks, scaleOutCooldownSeconds } = service.scaling;
  const steps = taskSteps({ minTasks, maxTasks, messagesPerTask: queueDepth.messagesPerTask });
  // Bounds are counted from the alarm's threshold, which is one message.
  const work = stepPolicy(count, "work", {
    cooldown: scaleOutCooldownSeconds,
    steps: steps.map(({ fromMessages, tasks }, at) => {
      const next = steps[at + 1];
      return {
        metricIntervalLowerBound: fromMessages - 1,
        ...(next === undefined ? {} : { metricIntervalUpperBound: next.fromMessages - 1 }),
        scalingAdjustment: tasks,
      };
    }),
  });
  const idle = stepPolicy(count, "idle", {
    cooldown: 0,
    steps: [{ metricIntervalUpperBound: 0, scalingAdjustment: minTasks }],
  });
  const { metrics, silence } = workMetric(queueDepth.source, app);
  const shared = { metrics, threshold: 1 };
  const name = `${environmentPrefix(app)}-${service.name}`;
  new CfnAlarm(count, "WorkWaits", {
    ...shared,
    alarmName: `${name}-work-waits`,
    alarmDescription: `Sets the tasks of ${service.name} to what the waiting messages ask for. It rings whenever there is work.`,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
    alarmActions: [work.ref],
  });
  new CfnAlarm(count, "NothingWaits", {
    ...shared,
    alarmName: `${name}-nothing-waits`,
    alarmDescription: `Sets the tasks of ${service.name} to the least. It rings whenever there has been no work for a while.`,
    comparisonOperator: "LessThanThreshold",
    evaluationPeriods: Math.ceil(queueDepth.idleAfterSeconds / PERIOD_SECONDS),
    // Tasks are taken away for a measured lack of work, and never because nobody could measure.
    treatMissingData: silence === "no-work" ? "breaching" : "notBreaching",
    alarmActions: [idle.ref],
  });
}

interface Steps {
  readonly cooldown: number;
  readonly steps: CfnScalingPolicy.StepAdjustmentProperty[];
}

const stepPolicy = (count: ScalableTaskCount, name: "work" | "idle", { cooldown, steps }: Steps): CfnScalingPolicy =>
  new CfnScalingPolicy(count, name === "work" ? "Work" : "Idle", {
    policyName: `queue-depth-${name}`,
    policyType: "StepScaling",
    scalingTargetId: count.scalableTargetRef.resourceId,
    stepScalingPolicyConfiguration: {
      adjustmentType: "ExactCapacity",
      metricAggregationType: "Maximum",
      cooldown,
      stepAdjustments: steps,
    },
  });

import type { ResolvedScaling } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import { CfnScalingPolicy } from "aws-cdk-lib/aws-applicationautoscaling";
import type { ScalableTaskCount } from "aws-cdk-lib/aws-ecs";
import type { ApplicationTargetGroup } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { groupsOf, type TrafficTarget } from "../alb/traffic-target.js";

/** What scaling on requests needs to know. */
export interface RequestScaling {
  readonly scaling: ResolvedScaling;
  readonly requestsPerTask: number;
  readonly targets: readonly TrafficTarget[];
}

/**
 * Scales on requests per task and minute.
 *
 * With one target group it is AWS's own metric `ALBRequestCountPerTarget`. Its label names one target group for good, and a
 * deployment that shifts traffic leaves that group empty; so with pairs the policy adds up what every group reports. A group
 * without traffic adds nothing, and each task is a target of every pair: the sum is what one task gets.
 * https://github.com/aws-samples/sample-amazon-ecs-blue-green-deployment-patterns/tree/main/ecs-bluegreen-autoscaling (2026-07)
 */
export function addRequestScaling(count: ScalableTaskCount, request: RequestScaling): void {
  const { scaling, requestsPerTask, targets } = request;
  const [first, ...others] = targets;
  if (first?.kind === "single" && others.length === 0) {
    count.scaleOnRequestCount("Requests", {
      requestsPerTarget: requestsPerTask,
      targetGroup: first.group,
      scaleOutCooldown: Duration.seconds(scaling.scaleOutCooldownSeconds),
      scaleInCooldown: Duration.seconds(scaling.scaleInCooldownSeconds),
    });
  } else {
    addSummedPolicy(count, request);
  }
}

function addSummedPolicy(count: ScalableTaskCount, { scaling, requestsPerTask, targets }: RequestScaling): void {
  const series = groupsOf(targets).map((group, at) => requestSeries(group, `m${at}`));
  new CfnScalingPolicy(count, "Requests", {
    policyName: "requests-per-task",
    policyType: "TargetTrackingScaling",
    scalingTargetId: count.scalableTargetRef.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: requestsPerTask,
      scaleOutCooldown: scaling.scaleOutCooldownSeconds,
      scaleInCooldown: scaling.scaleInCooldownSeconds,
      customizedMetricSpecification: {
        metrics: [
          ...series,
          {
            id: "requests",
            label: "Requests per task, over all target groups",
            // SUM over a list passes over a group that reports nothing; `+` would have no result then.
            expression: `SUM([${series.map(({ id }) => id).join(", ")}])`,
            returnData: true,
          },
        ],
      },
    },
  });
}

const requestSeries = (
  group: ApplicationTargetGroup,
  id: string,
): CfnScalingPolicy.TargetTrackingMetricDataQueryProperty => ({
  id,
  returnData: false,
  metricStat: {
    stat: "Sum",
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName: "RequestCountPerTarget",
      dimensions: [
        { name: "LoadBalancer", value: group.firstLoadBalancerFullName },
        { name: "TargetGroup", value: group.targetGroupFullName },
      ],
    },
  },
});

import type { ResolvedScaling } from "@fairlead/model";
import { CfnScalingPolicy } from "aws-cdk-lib/aws-applicationautoscaling";
import type { ScalableTaskCount } from "aws-cdk-lib/aws-ecs";
import type { TargetGroupDimensions } from "../alb/traffic-target.js";

/** What scaling on requests needs to know. */
export interface RequestScaling {
  readonly scaling: ResolvedScaling;
  readonly requestsPerTask: number;
  /** All target groups of the service; at least one. */
  readonly groups: readonly TargetGroupDimensions[];
}

type TargetTracking = CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty;

/** Scales on requests per task and minute. */
export function addRequestScaling(count: ScalableTaskCount, request: RequestScaling): CfnScalingPolicy {
  const { scaling, requestsPerTask, groups } = request;
  return new CfnScalingPolicy(count, "Requests", {
    policyName: "requests-per-task",
    policyType: "TargetTrackingScaling",
    scalingTargetId: count.scalableTargetRef.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: requestsPerTask,
      scaleOutCooldown: scaling.scaleOutCooldownSeconds,
      scaleInCooldown: scaling.scaleInCooldownSeconds,
      ...requestMetric(groups),
    },
  });
}

/**
 * With one target group it is AWS's own metric. Its label names one target group for good, and a deployment that shifts traffic
 * leaves that group empty; so with pairs the policy adds up what every group reports. A group without traffic adds nothing, and
 * each task is a target of every pair: the sum is what one task gets. Five pairs make the ten metrics that a policy takes.
 * Assumed, of AWS's own metric as well: while no request comes at all there is no data, and Application Auto Scaling takes no
 * tasks away before one comes; an idle night with two policies settles it.
 * https://github.com/aws-samples/sample-amazon-ecs-blue-green-deployment-patterns/tree/main/ecs-bluegreen-autoscaling (2026-07)
 */
function requestMetric(
  groups: readonly TargetGroupDimensions[],
): Pick<TargetTracking, "customizedMetricSpecification" | "predefinedMetricSpecification"> {
  const [first, ...others] = groups;
  if (first !== undefined && others.length === 0) {
    return {
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: `${first.LoadBalancer}/${first.TargetGroup}`,
      },
    };
  }
  const series = groups.map((group, at) => requestSeries(group, `m${at}`));
  // SUM over a list passes over a group that reports nothing; `+` would have no result then.
  const expression = `SUM([${series.map(({ id }) => id).join(", ")}])`;
  const sum = { id: "requests", label: "Requests per task, over all target groups", expression, returnData: true };
  return { customizedMetricSpecification: { metrics: [...series, sum] } };
}

const requestSeries = (
  { LoadBalancer, TargetGroup }: TargetGroupDimensions,
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
        { name: "LoadBalancer", value: LoadBalancer },
        { name: "TargetGroup", value: TargetGroup },
      ],
    },
  },
});

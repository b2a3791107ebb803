import type { ResolvedScaling, ResolvedScalingMetric } from "@fairlead/model";
import { CfnScalingPolicy } from "aws-cdk-lib/aws-applicationautoscaling";
import type { ScalableTaskCount } from "aws-cdk-lib/aws-ecs";

/** Keeps a metric of the app's own at its target. */
export const addMetricScaling = (
  count: ScalableTaskCount,
  { scaling, metric }: { readonly scaling: ResolvedScaling; readonly metric: ResolvedScalingMetric },
): CfnScalingPolicy =>
  new CfnScalingPolicy(count, "Metric", {
    policyName: "metric",
    policyType: "TargetTrackingScaling",
    scalingTargetId: count.scalableTargetRef.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: metric.target,
      scaleOutCooldown: scaling.scaleOutCooldownSeconds,
      scaleInCooldown: scaling.scaleInCooldownSeconds,
      customizedMetricSpecification: {
        namespace: metric.namespace,
        metricName: metric.name,
        statistic: metric.statistic,
        dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
      },
    },
  });

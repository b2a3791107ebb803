import { isScaled, type ResolvedApp, type ResolvedScaling, type ResolvedService } from "@fairlead/model";
import { Duration, TimeZone } from "aws-cdk-lib";
import { Schedule } from "aws-cdk-lib/aws-applicationautoscaling";
import type { BaseService, ScalableTaskCount } from "aws-cdk-lib/aws-ecs";
import type { TargetGroupDimensions } from "../alb/traffic-target.js";
import { addMetricScaling } from "./metric-scaling.js";
import { addQueueDepthScaling } from "./queue-depth-scaling.js";
import { addRequestScaling } from "./request-scaling.js";

/** What a service is scaled by. */
export interface AutoscalingProps {
  readonly app: ResolvedApp;
  readonly service: ResolvedService;
  /** Of the target groups that its tasks are in. */
  readonly groups: readonly TargetGroupDimensions[];
}

/** Scales a service on every signal that it names; the one that asks for most tasks wins. `null`: the number is fixed. */
export function addAutoscaling(made: BaseService, props: AutoscalingProps): ScalableTaskCount | null {
  const { app, service, groups } = props;
  const { scaling } = service;
  if (!isScaled(scaling)) return null;
  const count = made.autoScaleTaskCount({ minCapacity: scaling.minTasks, maxCapacity: scaling.maxTasks });
  addUtilizationScaling(count, scaling);
  const { requestsPerTask, queueDepth, metric } = scaling;
  if (requestsPerTask !== null && groups.length > 0) addRequestScaling(count, { scaling, requestsPerTask, groups });
  if (queueDepth !== null) addQueueDepthScaling(count, { app, service, queueDepth });
  if (metric !== null) addMetricScaling(count, { scaling, metric });
  for (const { name, expression, timezone, minTasks, maxTasks } of scaling.schedules) {
    count.scaleOnSchedule(name, {
      schedule: Schedule.expression(expression),
      timeZone: TimeZone.of(timezone),
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
  }
  return count;
}

function addUtilizationScaling(count: ScalableTaskCount, scaling: ResolvedScaling): void {
  const cooldowns = {
    scaleOutCooldown: Duration.seconds(scaling.scaleOutCooldownSeconds),
    scaleInCooldown: Duration.seconds(scaling.scaleInCooldownSeconds),
  };
  if (scaling.cpuPercent !== null) {
    count.scaleOnCpuUtilization("Cpu", { ...cooldowns, targetUtilizationPercent: scaling.cpuPercent });
  }
  if (scaling.memoryPercent !== null) {
    count.scaleOnMemoryUtilization("Memory", { ...cooldowns, targetUtilizationPercent: scaling.memoryPercent });
  }
}

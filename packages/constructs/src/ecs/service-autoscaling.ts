import type { ResolvedScaling } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import type { FargateService, ScalableTaskCount } from "aws-cdk-lib/aws-ecs";
import type { TargetGroupDimensions } from "../alb/traffic-target.js";
import { addRequestScaling } from "./request-scaling.js";

/** Whether the number of tasks is left to Application Auto Scaling. */
export const isScaled = ({ minTasks, maxTasks }: ResolvedScaling): boolean => minTasks < maxTasks;

/** Scales a service on every signal that it names; the one that asks for most tasks wins. `null`: the number is fixed. */
export function addAutoscaling(
  service: FargateService,
  scaling: ResolvedScaling,
  groups: readonly TargetGroupDimensions[],
): ScalableTaskCount | null {
  if (!isScaled(scaling)) return null;
  const count = service.autoScaleTaskCount({ minCapacity: scaling.minTasks, maxCapacity: scaling.maxTasks });
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
  const { requestsPerTask } = scaling;
  if (requestsPerTask !== null && groups.length > 0) addRequestScaling(count, { scaling, requestsPerTask, groups });
  return count;
}

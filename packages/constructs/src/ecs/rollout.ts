import type { ResolvedRollout } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import { DeploymentStrategy, type FargateServiceProps } from "aws-cdk-lib/aws-ecs";

type RolloutProps = Pick<
  FargateServiceProps,
  | "bakeTime"
  | "canaryConfiguration"
  | "deploymentStrategy"
  | "linearConfiguration"
  | "maxHealthyPercent"
  | "minHealthyPercent"
>;

/** Whether ECS moves traffic between two target groups, and so needs a pair of them and its own listener rule. */
export const shiftsTraffic = ({ strategy }: ResolvedRollout): boolean => strategy !== "rolling";

/** A rollout in the words of an ECS service. */
export function rolloutProps(rollout: ResolvedRollout): RolloutProps {
  const limits = { minHealthyPercent: rollout.minimumHealthyPercent, maxHealthyPercent: rollout.maximumPercent };
  switch (rollout.strategy) {
    case "rolling":
      return { ...limits, deploymentStrategy: DeploymentStrategy.ROLLING };
    case "blue-green":
      return {
        ...limits,
        deploymentStrategy: DeploymentStrategy.BLUE_GREEN,
        bakeTime: Duration.minutes(rollout.bakeMinutes),
      };
    case "linear":
      return {
        ...limits,
        deploymentStrategy: DeploymentStrategy.LINEAR,
        bakeTime: Duration.minutes(rollout.bakeMinutes),
        linearConfiguration: {
          stepPercent: rollout.stepPercent,
          stepBakeTime: Duration.minutes(rollout.stepMinutes),
        },
      };
    case "canary":
      return {
        ...limits,
        deploymentStrategy: DeploymentStrategy.CANARY,
        bakeTime: Duration.minutes(rollout.bakeMinutes),
        canaryConfiguration: {
          stepPercent: rollout.canaryPercent,
          stepBakeTime: Duration.minutes(rollout.canaryMinutes),
        },
      };
  }
}

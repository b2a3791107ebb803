import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Scaling } from "./scaling.js";

/** Application Auto Scaling behind its SDK. */
export function awsScaling(configuration: ClientConfiguration): Scaling {
  const client = new ApplicationAutoScalingClient(configuration);
  const change = (doing: string, input: RegisterScalableTargetCommandInput): Promise<void> =>
    explained({ doing, subject: input.ResourceId ?? null }, async () => {
      // On a target that is there already it changes what is named and leaves the rest.
      await client.send(new RegisterScalableTargetCommand(input));
    });
  return {
    target: async (cluster, service) =>
      explained({ doing: "read the scaling", subject: `service ${service}` }, async () => {
        const { ResourceId, ...tasks } = tasksOf(cluster, service);
        const targets = await client.send(new DescribeScalableTargetsCommand({ ...tasks, ResourceIds: [ResourceId] }));
        const found = targets.ScalableTargets?.[0];
        if (found === undefined) return null;
        const policies = await client.send(new DescribeScalingPoliciesCommand({ ...tasks, ResourceId }));
        const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } =
          found.SuspendedState ?? {};
        return {
          minTasks: found.MinCapacity ?? 0,
          maxTasks: found.MaxCapacity ?? 0,
          suspended: [DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended].includes(true),
          policies: (policies.ScalingPolicies ?? []).flatMap(({ PolicyName }) => PolicyName ?? []),
        };
      }),
    changeRange: (cluster, service, { minTasks, maxTasks }) =>
      change("change the range of scaling", {
        ...tasksOf(cluster, service),
        MinCapacity: minTasks,
        MaxCapacity: maxTasks,
      }),
    suspend: (cluster, service, suspended) =>
      change(suspended ? "suspend scaling" : "let scaling go on", {
        ...tasksOf(cluster, service),
        SuspendedState: {
          DynamicScalingInSuspended: suspended,
          DynamicScalingOutSuspended: suspended,
          ScheduledScalingSuspended: suspended,
        },
      }),
  };
}

/** How Application Auto Scaling calls the number of a service's tasks. */
const tasksOf = (cluster: string, service: string) =>
  ({
    ServiceNamespace: "ecs",
    ResourceId: `service/${cluster}/${service}`,
    ScalableDimension: "ecs:service:DesiredCount",
  }) as const;

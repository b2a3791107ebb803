import type { Deployment, DeploymentStrategy, LoadBalancer, Service } from "@aws-sdk/client-ecs";
import { expectPresent } from "@fairlead/errors";
import type { EcsService, PrimaryOrOlder, RolloutStrategy, ServiceRoute } from "./ecs-service.js";

/** ECS's answer in our words. */
export function ecsServiceOf(service: Service): EcsService {
  return {
    name: expectPresent(service.serviceName, "ECS's serviceName"),
    arn: expectPresent(service.serviceArn, "ECS's serviceArn"),
    status: service.status ?? "UNKNOWN",
    taskDefinition: expectPresent(service.taskDefinition, "ECS's taskDefinition"),
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    strategy: strategyOf(service.deploymentConfiguration?.strategy),
    currentDeployment: service.currentServiceDeployment ?? null,
    currentRevisions: (service.currentServiceRevisions ?? []).map((revision) => ({
      revision: expectPresent(revision.arn, "ECS's arn of a revision"),
      requested: revision.requestedTaskCount ?? 0,
      running: revision.runningTaskCount ?? 0,
      pending: revision.pendingTaskCount ?? 0,
    })),
    deployments: (service.deployments ?? []).map(deploymentOf),
    routes: (service.loadBalancers ?? []).flatMap(routeOf),
    events: (service.events ?? []).map(({ createdAt, message }) => ({
      atMs: createdAt?.getTime() ?? 0,
      message: message ?? "",
    })),
  };
}

/** A service that was made before there were others is a rolling one. */
export function strategyOf(strategy: DeploymentStrategy | undefined): RolloutStrategy {
  switch (strategy) {
    case "BLUE_GREEN":
      return "blue-green";
    case "LINEAR":
      return "linear";
    case "CANARY":
      return "canary";
    case "ROLLING":
    case undefined:
      return "rolling";
  }
}

const deploymentOf = (deployment: Deployment): PrimaryOrOlder => ({
  status: deployment.status ?? "UNKNOWN",
  taskDefinition: deployment.taskDefinition ?? "",
  desired: deployment.desiredCount ?? 0,
  running: deployment.runningCount ?? 0,
  pending: deployment.pendingCount ?? 0,
  failedTasks: deployment.failedTasks ?? 0,
  rolloutState: deployment.rolloutState ?? null,
});

function routeOf({ targetGroupArn, advancedConfiguration }: LoadBalancer): readonly ServiceRoute[] {
  if (targetGroupArn === undefined) return [];
  return [
    {
      targetGroup: targetGroupArn,
      alternateTargetGroup: advancedConfiguration?.alternateTargetGroupArn ?? null,
      productionRule: advancedConfiguration?.productionListenerRule ?? null,
    },
  ];
}

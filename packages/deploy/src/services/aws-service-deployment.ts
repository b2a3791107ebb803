import type {
  DeploymentLifecycleHookDetail,
  ServiceDeployment as EcsServiceDeployment,
  ServiceRevisionSummary,
} from "@aws-sdk/client-ecs";
import { expectPresent } from "@fairlead/errors";
import { strategyOf } from "./aws-ecs-service.js";
import type { DeployedRevision, DeploymentHook, ServiceDeployment } from "./service-deployment.js";

/** ECS's answer in our words. */
export function serviceDeploymentOf(deployment: EcsServiceDeployment): ServiceDeployment {
  const strategy = strategyOf(deployment.deploymentConfiguration?.strategy);
  const revision = (summary: ServiceRevisionSummary): DeployedRevision => revisionOf(summary, strategy !== "rolling");
  return {
    arn: expectPresent(deployment.serviceDeploymentArn, "ECS's serviceDeploymentArn"),
    createdAtMs: (deployment.createdAt ?? deployment.startedAt)?.getTime() ?? 0,
    status: expectPresent(deployment.status, "ECS's status of a service deployment"),
    statusReason: deployment.statusReason ?? null,
    stage: deployment.lifecycleStage ?? null,
    strategy,
    target: revision(expectPresent(deployment.targetServiceRevision, "ECS's targetServiceRevision")),
    sources: (deployment.sourceServiceRevisions ?? []).map(revision),
    ...monitorsOf(deployment),
    bakeMinutes: deployment.deploymentConfiguration?.bakeTimeInMinutes ?? 0,
    hooks: (deployment.lifecycleHookDetails ?? []).flatMap(hookOf),
  };
}

/** What ECS saw of failures, and what it did about them. */
const monitorsOf = ({ rollback, deploymentCircuitBreaker, alarms }: EcsServiceDeployment) => ({
  rollback:
    rollback === undefined ? null : { reason: rollback.reason ?? null, revision: rollback.serviceRevisionArn ?? null },
  failedTasks: deploymentCircuitBreaker?.failureCount ?? 0,
  triggeredAlarms: alarms?.triggeredAlarmNames ?? [],
});

const revisionOf = (summary: ServiceRevisionSummary, movesTraffic: boolean): DeployedRevision => ({
  revision: expectPresent(summary.arn, "ECS's arn of a revision"),
  requested: summary.requestedTaskCount ?? 0,
  running: summary.runningTaskCount ?? 0,
  pending: summary.pendingTaskCount ?? 0,
  trafficPercent: movesTraffic ? (summary.requestedProductionTrafficWeight ?? null) : null,
});

function hookOf(hook: DeploymentLifecycleHookDetail): readonly DeploymentHook[] {
  // Without its id nobody can answer it.
  if (hook.hookId === undefined) return [];
  return [
    {
      id: hook.hookId,
      kind: hook.targetType === "PAUSE" ? "pause" : "lambda",
      status: hook.status ?? "UNKNOWN",
      expiresAtMs: hook.expiresAt?.getTime() ?? null,
      timeoutAction: timeoutAction(hook.timeoutAction),
    },
  ];
}

const timeoutAction = (action: DeploymentLifecycleHookDetail["timeoutAction"]): DeploymentHook["timeoutAction"] => {
  switch (action) {
    case "CONTINUE":
      return "continue";
    case "ROLLBACK":
      return "rollback";
    case undefined:
      return null;
  }
};

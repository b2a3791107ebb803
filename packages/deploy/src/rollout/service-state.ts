import type { EcsService } from "../services/ecs-service.js";
import type { ServiceDeployment } from "../services/service-deployment.js";
import type { RevisionRoute, ServiceRevision } from "../services/service-revision.js";
import type { TargetState } from "../targets/targets.js";

/** All that is known of one service at one moment; nothing in it is concluded yet. */
export interface ServiceState {
  readonly service: EcsService;
  /** The youngest first; ECS keeps those of 90 days. */
  readonly deployments: readonly ServiceDeployment[];
  /** Those that have tasks, and those that the listed deployments were to bring or went back to. */
  readonly revisions: readonly ServiceRevision[];
  /** By ARN of the target group. */
  readonly targets: Readonly<Record<string, readonly TargetState[]>>;
  /** By ARN of the listener rule, then of the target group. */
  readonly trafficPercents: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The deployments that are younger than the one that was the youngest before; all of them when there was none. */
export function deploymentsSince(
  before: string | null,
  all: readonly ServiceDeployment[],
): readonly ServiceDeployment[] {
  const at = all.findIndex(({ arn }) => arn === before);
  return at === -1 ? all : all.slice(0, at);
}

/**
 * The one revision that a settled service runs; `null` while there are two, or when ECS doesn't tell. A service that is scaled to nothing
 * has no current revision: then it is the one at which the last deployment ended.
 */
export function servingRevision({ service, deployments, revisions }: ServiceState): ServiceRevision | null {
  const current = service.currentRevisions.filter(
    ({ requested, running, pending }) => requested + running + pending > 0,
  );
  if (current.length > 1) return null;
  const arn = current[0]?.revision ?? endedAt(deployments[0]);
  return revisions.find((revision) => revision.arn === arn) ?? null;
}

function endedAt(deployment: ServiceDeployment | undefined): string | null {
  switch (deployment?.status) {
    case "SUCCESSFUL":
      return deployment.target.revision;
    case "ROLLBACK_SUCCESSFUL":
      return deployment.rollback?.revision ?? null;
    case "PENDING":
    case "IN_PROGRESS":
    case "STOP_REQUESTED":
    case "STOPPED":
    case "ROLLBACK_REQUESTED":
    case "ROLLBACK_IN_PROGRESS":
    case "ROLLBACK_FAILED":
    case undefined:
      return null;
  }
}

/**
 * Where a revision's tasks are registered. ECS tells it of the revision; where it doesn't, the service's own list is read, and in
 * a pair the group that gets the traffic is held to be the one.
 */
export function routesOf(
  revision: ServiceRevision,
  { service, trafficPercents }: ServiceState,
): readonly RevisionRoute[] {
  if (revision.routes.length > 0) return revision.routes;
  return service.routes.map(({ targetGroup, alternateTargetGroup, productionRule }) => {
    const percents = productionRule === null ? undefined : trafficPercents[productionRule];
    const isOther =
      alternateTargetGroup !== null && (percents?.[alternateTargetGroup] ?? 0) > (percents?.[targetGroup] ?? 0);
    return { targetGroup: isOther ? alternateTargetGroup : targetGroup, productionRule };
  });
}

export const healthyTargets = (targetGroup: string, { targets }: ServiceState): number =>
  (targets[targetGroup] ?? []).filter(({ state }) => state === "healthy").length;

import type { ServiceDeployment } from "../services/service-deployment.js";
import { isCompleted } from "../services/service-deployment.js";
import type { RolloutSnapshot } from "./rollout-snapshot.js";
import { healthyTargets, routesOf, type ServiceState, servingRevision } from "./service-state.js";

/** What a moment of a watch knows beside the state: ECS tells no stage's beginning. */
export interface SnapshotTime {
  readonly nowMs: number;
  /** When the bake was first seen; `null`: not yet. */
  readonly bakingSinceMs: number | null;
}

/** One service at one moment, as a person wants to see it. With nothing under way it shows the last deployment and what serves. */
export function snapshotOf(state: ServiceState, time: SnapshotTime): RolloutSnapshot {
  const { service, deployments } = state;
  const underWay = deployments.slice(0, 1).find((deployment) => !isCompleted(deployment)) ?? null;
  const revision = underWay === null ? (servingRevision(state)?.arn ?? null) : underWay.target.revision;
  const hasRoute = service.routes.length > 0;
  return {
    service: service.name,
    ...stageOf(underWay, time),
    ...lastOf(state),
    desired: service.desired,
    ...countsOf(revision, underWay, state),
    trafficPercent: hasRoute ? trafficPercent(revision, state) : null,
    healthyTargets: hasRoute ? healthyOf(revision, state) : null,
    lastEvent: service.events[0]?.message ?? null,
  };
}

const stageOf = (
  underWay: ServiceDeployment | null,
  time: SnapshotTime,
): Pick<RolloutSnapshot, "revision" | "stage" | "bakeSecondsLeft"> =>
  underWay === null
    ? { revision: null, stage: null, bakeSecondsLeft: null }
    : { revision: underWay.target.revision, stage: underWay.stage, bakeSecondsLeft: bakeSecondsLeft(underWay, time) };

function lastOf({ service, deployments }: ServiceState): Pick<RolloutSnapshot, "strategy" | "status" | "failedTasks"> {
  const [last] = deployments;
  const primary = service.deployments.find(({ status }) => status === "PRIMARY");
  const failedTasks = primary?.failedTasks ?? 0;
  return last === undefined
    ? { strategy: service.strategy, status: primary?.rolloutState ?? service.status, failedTasks }
    : { strategy: last.strategy, status: last.status, failedTasks: Math.max(last.failedTasks, failedTasks) };
}

/** Tasks of the revision; of a deployment that ECS has only just begun, and whose revision it doesn't count yet, what the deployment says. */
function countsOf(
  revision: string | null,
  underWay: ServiceDeployment | null,
  { service }: ServiceState,
): Pick<RolloutSnapshot, "running" | "pending"> {
  const counted = service.currentRevisions.find((count) => count.revision === revision);
  const { running, pending } = counted ?? underWay?.target ?? service;
  return { running, pending };
}

/** As ECS has set it; where tasks are exchanged in place, by how many of the running tasks are the revision's. */
function trafficPercent(revision: string | null, { service, deployments }: ServiceState): number {
  const [deployment] = deployments;
  const shifted = deployment?.target.revision === revision ? deployment : undefined;
  if (typeof shifted?.target.trafficPercent === "number") return shifted.target.trafficPercent;
  const running = service.currentRevisions.reduce((sum, count) => sum + count.running, 0);
  const own = service.currentRevisions.find((count) => count.revision === revision)?.running ?? 0;
  return running === 0 ? 0 : Math.round((own * 100) / running);
}

/** In a group that several revisions share, the others' running tasks are held to be healthy: no more than the rest can be its own. */
function healthyOf(revision: string | null, state: ServiceState): number {
  const known = state.revisions.find(({ arn }) => arn === revision);
  if (known === undefined) return 0;
  const { currentRevisions } = state.service;
  const isShifted = state.service.routes.some(({ alternateTargetGroup }) => alternateTargetGroup !== null);
  const others = isShifted
    ? 0
    : currentRevisions.filter((count) => count.revision !== revision).reduce((sum, { running }) => sum + running, 0);
  const groups = routesOf(known, state).map(({ targetGroup }) => healthyTargets(targetGroup, state) - others);
  return groups.length === 0 ? 0 : Math.max(0, Math.min(...groups));
}

function bakeSecondsLeft(
  { stage, bakeMinutes }: ServiceDeployment,
  { nowMs, bakingSinceMs }: SnapshotTime,
): number | null {
  if (stage !== "BAKE_TIME" || bakingSinceMs === null) return null;
  return Math.max(0, Math.round(bakeMinutes * 60 - (nowMs - bakingSinceMs) / 1000));
}

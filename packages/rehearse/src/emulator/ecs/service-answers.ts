import type { RevisionState, RolloutState } from "@fairlead/simulator";
import { type JsonRecord, type JsonValue, listOf, recordOf, textOf } from "../../json/json-value.js";
import { digitsOf } from "../resources/made-up.js";
import { alarmNames } from "./alarm-names.js";
import { isEnded, type LiveDeployment, type LiveRevision, type LiveService } from "./live-service.js";

const PLACE = (service: LiveService): string => service.arn.replace(/:service\/.*$/, "");

export const deploymentArn = (service: LiveService, number: number): string =>
  `${PLACE(service)}:service-deployment/${service.cluster}/${service.name}/${digitsOf(`deployment ${number}`, 21)}`;

export const revisionArn = (service: LiveService, number: number): string =>
  `${PLACE(service)}:service-revision/${service.cluster}/${service.name}/${digitsOf(`revision ${number}`, 19)}`;

const seconds = (ms: number): number => ms / 1000;

/** What `DescribeServices` says of a service besides what moto keeps of it. */
export function liveParts(service: LiveService): JsonRecord {
  const { state, last, primary } = service;
  const side = primary === last.target ? state.new : state.old;
  const { configuration } = service;
  return {
    taskDefinition: primary.taskDefinition,
    desiredCount: state.desired,
    runningCount: state.old.running + state.new.running,
    pendingCount: state.old.pending + state.new.pending,
    deploymentConfiguration: configuration["deploymentConfiguration"] ?? {},
    loadBalancers: configuration["loadBalancers"] ?? [],
    capacityProviderStrategy: configuration["capacityProviderStrategy"] ?? [],
    enableExecuteCommand: configuration["enableExecuteCommand"] ?? false,
    ...(isEnded(state) ? {} : { currentServiceDeployment: deploymentArn(service, last.number) }),
    currentServiceRevisions: [
      summary(service, last.target, state.new),
      ...(last.source === null ? [] : [summary(service, last.source, state.old)]),
    ].filter(hasTasks),
    deployments: [
      {
        id: `ecs-svc/${digitsOf(`${service.arn} ${last.number}`, 19)}`,
        status: "PRIMARY",
        taskDefinition: primary.taskDefinition,
        desiredCount: state.desired,
        runningCount: side.running,
        pendingCount: side.pending,
        failedTasks: state.new.failed,
        createdAt: seconds(last.createdMs),
        updatedAt: seconds(last.createdMs),
        rolloutState: rolloutState(state),
        rolloutStateReason: state.reason ?? "",
      },
    ],
    events: eventsOf(service),
  };
}

const hasTasks = (count: JsonRecord): boolean =>
  ["requestedTaskCount", "runningTaskCount", "pendingTaskCount"].some((name) => count[name] !== 0);

const rolloutState = (state: RolloutState): string => {
  if (!isEnded(state)) return "IN_PROGRESS";
  return state.status === "SUCCESSFUL" || state.status === "ROLLBACK_SUCCESSFUL" ? "COMPLETED" : "FAILED";
};

/** ECS keeps the last hundred, the youngest first. */
function eventsOf(service: LiveService): readonly JsonValue[] {
  const all = service.deployments.flatMap((deployment) => {
    const now = service.secondsSince(deployment.createdMs);
    return deployment.simulated.events
      .filter(({ kind, second }) => kind === "service" && second <= now)
      .map(({ second, says }, index) => ({
        id: digitsOf(`${service.arn} ${deployment.number} ${index}`, 32),
        createdAt: seconds(deployment.createdMs + second * 1000),
        message: `(service ${service.name}) ${says}`,
      }))
      .reverse();
  });
  return all.slice(0, 100);
}

const summary = (service: LiveService, { number }: LiveRevision, counts: RevisionState): JsonRecord => ({
  arn: revisionArn(service, number),
  requestedTaskCount: counts.requested,
  runningTaskCount: counts.running,
  pendingTaskCount: counts.pending,
});

/** One item of `ListServiceDeployments`. */
export function briefDeployment(service: LiveService, deployment: LiveDeployment): JsonRecord {
  const state = service.stateOf(deployment);
  return {
    serviceDeploymentArn: deploymentArn(service, deployment.number),
    serviceArn: service.arn,
    clusterArn: `${PLACE(service)}:cluster/${service.cluster}`,
    createdAt: seconds(deployment.createdMs),
    startedAt: seconds(deployment.createdMs),
    ...finished(service, deployment),
    targetServiceRevisionArn: revisionArn(service, deployment.target.number),
    status: state.status ?? "PENDING",
    ...(state.reason === null ? {} : { statusReason: state.reason }),
  };
}

function finished(service: LiveService, { createdMs, simulated }: LiveDeployment): JsonRecord {
  const endMs = createdMs + simulated.end.second * 1000;
  return service.secondsSince(createdMs) >= simulated.end.second && simulated.end.settled
    ? { finishedAt: seconds(endMs) }
    : {};
}

/** One item of `DescribeServiceDeployments`. */
export function describedDeployment(service: LiveService, deployment: LiveDeployment): JsonRecord {
  const state = service.stateOf(deployment);
  const configuration = recordOf(service.configuration["deploymentConfiguration"]);
  const weighed = (revision: LiveRevision, side: "old" | "new"): JsonRecord => ({
    ...summary(service, revision, state[side]),
    requestedProductionTrafficWeight: state.traffic[`${side}Percent`],
    requestedTestTrafficWeight: side === "new" ? state.testTrafficNewPercent : 100 - state.testTrafficNewPercent,
  });
  return {
    ...briefDeployment(service, deployment),
    updatedAt: seconds(deployment.createdMs),
    targetServiceRevision: weighed(deployment.target, "new"),
    sourceServiceRevisions: deployment.source === null ? [] : [weighed(deployment.source, "old")],
    ...(state.stage === null ? {} : { lifecycleStage: state.stage }),
    deploymentConfiguration: configuration,
    deploymentCircuitBreaker: {
      status: state.circuitBreaker.status,
      failureCount: state.circuitBreaker.failureCount,
      threshold: state.circuitBreaker.threshold,
    },
    ...rollbackOf(service, deployment, state),
    ...alarmsOf(service, configuration, state),
    lifecycleHookDetails: hooksOf(deployment, state),
  };
}

function rollbackOf(service: LiveService, { source, createdMs }: LiveDeployment, state: RolloutState): JsonRecord {
  if (source === null || !(state.status ?? "").startsWith("ROLLBACK_")) return {};
  const serviceRevisionArn = revisionArn(service, source.number);
  return { rollback: { reason: state.reason ?? "", startedAt: seconds(createdMs), serviceRevisionArn } };
}

function alarmsOf(service: LiveService, configuration: JsonRecord, state: RolloutState): JsonRecord {
  const full = alarmNames(service);
  const names = recordOf(configuration["alarms"])["alarmNames"];
  if (names === undefined) return {};
  return {
    alarms: {
      status: state.ringing.length > 0 ? "TRIGGERED" : "MONITORING",
      alarmNames: names,
      triggeredAlarmNames: state.ringing.map((name) => full.get(name) ?? name),
    },
  };
}

const hooksOf = ({ createdMs }: LiveDeployment, { hook }: RolloutState): readonly JsonValue[] =>
  hook === null
    ? []
    : [
        {
          hookId: hook.id,
          targetType: hook.targetType,
          status: hook.status,
          lifecycleStage: hook.stage,
          expiresAt: seconds(createdMs + hook.expiresAtSecond * 1000),
          timeoutAction: hook.timeoutAction,
        },
      ];

/** One item of `DescribeServiceRevisions`. */
export function describedRevision(service: LiveService, revision: LiveRevision): JsonRecord {
  return {
    serviceRevisionArn: revisionArn(service, revision.number),
    serviceArn: service.arn,
    clusterArn: `${PLACE(service)}:cluster/${service.cluster}`,
    taskDefinition: revision.taskDefinition,
    createdAt: seconds(revision.createdMs),
    containerImages: revision.images.map(({ container, image }) => ({
      containerName: container,
      image,
      ...(image.includes("@") ? { imageDigest: image.slice(image.indexOf("@") + 1) } : {}),
    })),
    loadBalancers: service.configuration["loadBalancers"] ?? [],
    resolvedConfiguration: { loadBalancers: routesOf(service).map((route) => resolvedRoute(route, revision.group)) },
  };
}

/** A service's place behind a load balancer. */
export interface LiveRoute {
  readonly groups: Readonly<Record<"blue" | "green", string>>;
  /** `null`: ECS shifts no traffic here. */
  readonly rule: string | null;
  readonly port: number;
}

export function routesOf(service: LiveService): readonly LiveRoute[] {
  return listOf(service.configuration["loadBalancers"])
    .map(recordOf)
    .map((balancer) => {
      const advanced = recordOf(balancer["advancedConfiguration"]);
      const blue = textOf(balancer["targetGroupArn"]);
      return {
        groups: { blue, green: textOf(advanced["alternateTargetGroupArn"]) || blue },
        rule: textOf(advanced["productionListenerRule"]) || null,
        port: Number(textOf(balancer["containerPort"])),
      };
    });
}

const resolvedRoute = ({ groups, rule }: LiveRoute, group: "blue" | "green"): JsonRecord => ({
  targetGroupArn: groups[group],
  ...(rule === null ? {} : { productionListenerRule: rule }),
});

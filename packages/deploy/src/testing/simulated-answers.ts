import type { RolloutState } from "@fairlead/simulator";
import { Fault } from "@fairlead/errors";
import type { EcsService, PrimaryOrOlder, RevisionCount } from "../services/ecs-service.js";
import type { DeployedRevision, DeploymentHook, ServiceDeployment } from "../services/service-deployment.js";
import type { ServiceRevision } from "../services/service-revision.js";
import type { Services } from "../services/services.js";
import type { SimulatedDeployment, SimulatedRevision, SimulatedService } from "./simulated-service.js";

const ECS = "arn:aws:ecs:eu-west-1:111122223333";
const ELB = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";

/** ARNs of what is simulated, and what they name. */
export const arnOf = {
  taskDefinition: (family: string, revision: number) => `${ECS}:task-definition/${family}:${revision}`,
  revision: (service: string, number: number) => `${ECS}:service-revision/simulated/${service}/${number}`,
  deployment: (service: string, number: number) => `${ECS}:service-deployment/simulated/${service}/${number}`,
  targetGroup: (service: string, group: "blue" | "green") => `${ELB}:targetgroup/${service}-${group}/1`,
  rule: (service: string) => `${ELB}:listener-rule/app/${service}/1`,
  /** Of a revision, a deployment or a rule. */
  read: (arn: string): { readonly service: string; readonly number: number } => {
    const [service, number] = arn.split("/").slice(-2);
    if (service === undefined || number === undefined) throw new Fault("UnknownArn", `${arn} isn't simulated.`);
    return { service, number: Number(number) };
  },
  readGroup: (arn: string): { readonly service: string; readonly group: "blue" | "green" } => {
    const [, service, group] = /targetgroup\/(.+)-(blue|green)\/1$/.exec(arn) ?? [];
    if (service === undefined) throw new Fault("UnknownArn", `${arn} isn't a simulated target group.`);
    return { service, group: group === "green" ? "green" : "blue" };
  },
} as const;

export interface NamedService {
  readonly cluster: string;
  readonly name: string;
  readonly service: SimulatedService;
}

/** What ECS answers to those who only ask. */
export function answersOf(
  all: () => readonly NamedService[],
): Pick<Services, "describe" | "deployments" | "revisions"> {
  const find = (cluster: string, name: string) =>
    all().find((service) => service.cluster === cluster && service.name === name);
  return {
    describe: async (cluster, names) =>
      Promise.resolve(names.flatMap((name) => find(cluster, name) ?? []).map(describeService)),
    deployments: async (cluster, name) => {
      const found = find(cluster, name);
      return Promise.resolve(
        (found?.service.deployments ?? []).flatMap((deployment) =>
          found === undefined ? [] : (describeDeployment(found, deployment) ?? []),
        ),
      );
    },
    revisions: async (arns) =>
      Promise.resolve(
        all()
          .flatMap((named) => named.service.deployments.map(({ target }) => describeRevision(named, target)))
          .filter(({ arn }) => arns.includes(arn)),
      ),
  };
}

function describeService({ name, service }: NamedService): EcsService {
  const { state, last, primary } = service;
  const running = state.old.running + state.new.running;
  const isOver = isEnded(state);
  return {
    name,
    arn: `${ECS}:service/simulated/${name}`,
    status: "ACTIVE",
    taskDefinition: primary.taskDefinition,
    desired: state.desired,
    running,
    pending: state.old.pending + state.new.pending,
    strategy: service.rollout.strategy.kind,
    currentDeployment: isOver ? null : arnOf.deployment(name, last.number),
    currentRevisions: [
      countOf(name, last.target, state.new),
      ...(last.source === null ? [] : [countOf(name, last.source, state.old)]),
    ].filter((count) => count.requested + count.running + count.pending > 0),
    deployments: [primaryOf(service)],
    routes: routesOf({ name, service }),
    events: last.simulated.events
      .filter(({ kind, second }) => kind === "service" && isPast(service, last, second))
      .map(({ second, says }) => ({ atMs: last.createdAtMs + second * 1000, message: says }))
      .toReversed(),
  };
}

const isPast = (service: SimulatedService, deployment: SimulatedDeployment, second: number): boolean => {
  const state = service.stateOf(deployment);
  const at = deployment.simulated.events.findLast((event) => event.state === state)?.second ?? 0;
  return second <= at;
};

const routesOf = ({ name, service: { rollout } }: Omit<NamedService, "cluster">): EcsService["routes"] => {
  if (rollout.targetGroup === null) return [];
  const isPair = rollout.strategy.kind !== "rolling";
  return [
    {
      targetGroup: arnOf.targetGroup(name, "blue"),
      alternateTargetGroup: isPair ? arnOf.targetGroup(name, "green") : null,
      productionRule: isPair ? arnOf.rule(name) : null,
    },
  ];
};

function primaryOf({ state, primary, last }: SimulatedService): PrimaryOrOlder {
  const side = primary === last.target ? state.new : state.old;
  return {
    status: "PRIMARY",
    taskDefinition: primary.taskDefinition,
    desired: state.desired,
    running: side.running,
    pending: side.pending,
    failedTasks: state.new.failed,
    rolloutState: isEnded(state) ? (isWell(state) ? "COMPLETED" : "FAILED") : "IN_PROGRESS",
  };
}

/** ECS's own view: whatever is primary has come to its end. */
const isWell = ({ status }: RolloutState): boolean => status === "SUCCESSFUL" || status === "ROLLBACK_SUCCESSFUL";

const isEnded = (state: RolloutState): boolean =>
  isWell(state) || state.status === "STOPPED" || state.status === "ROLLBACK_FAILED";

const countOf = (name: string, { number }: SimulatedRevision, counts: RolloutState["new"]): RevisionCount => ({
  revision: arnOf.revision(name, number),
  requested: counts.requested,
  running: counts.running,
  pending: counts.pending,
});

function describeDeployment(named: NamedService, deployment: SimulatedDeployment): ServiceDeployment | null {
  const { name, service } = named;
  const state = service.stateOf(deployment);
  if (state.status === null) return null;
  const movesTraffic = service.rollout.strategy.kind !== "rolling" && service.rollout.targetGroup !== null;
  const revision = (which: SimulatedRevision, side: "old" | "new"): DeployedRevision => ({
    ...countOf(name, which, state[side]),
    trafficPercent: movesTraffic ? state.traffic[`${side}Percent`] : null,
  });
  const hasGoneBack = state.status.startsWith("ROLLBACK_");
  const { strategy } = service.rollout;
  return {
    arn: arnOf.deployment(name, deployment.number),
    createdAtMs: deployment.createdAtMs,
    status: state.status,
    statusReason: state.reason,
    stage: state.stage,
    strategy: strategy.kind,
    target: revision(deployment.target, "new"),
    sources: deployment.source === null ? [] : [revision(deployment.source, "old")],
    rollback:
      hasGoneBack && deployment.source !== null
        ? { reason: state.reason, revision: arnOf.revision(name, deployment.source.number) }
        : null,
    failedTasks: state.circuitBreaker.failureCount,
    triggeredAlarms: hasGoneBack ? state.ringing : [],
    bakeMinutes: strategy.kind === "rolling" ? 0 : strategy.bakeSeconds / 60,
    hooks: hooksOf(deployment, state),
  };
}

const hooksOf = ({ createdAtMs }: SimulatedDeployment, { hook }: RolloutState): readonly DeploymentHook[] =>
  hook === null
    ? []
    : [
        {
          id: hook.id,
          kind: hook.targetType === "PAUSE" ? "pause" : "lambda",
          status: hook.status,
          expiresAtMs: createdAtMs + hook.expiresAtSecond * 1000,
          timeoutAction: hook.timeoutAction === "CONTINUE" ? "continue" : "rollback",
        },
      ];

const describeRevision = ({ name, service }: NamedService, revision: SimulatedRevision): ServiceRevision => ({
  arn: arnOf.revision(name, revision.number),
  taskDefinition: revision.taskDefinition,
  createdAtMs: revision.createdAtMs,
  images: revision.images,
  routes:
    service.rollout.targetGroup === null
      ? []
      : [
          {
            targetGroup: arnOf.targetGroup(name, revision.group),
            productionRule: service.rollout.strategy.kind === "rolling" ? null : arnOf.rule(name),
          },
        ],
});

import type { AskedService } from "../rollout/asked-service.js";
import type { ServiceState } from "../rollout/service-state.js";
import type { EcsService } from "../services/ecs-service.js";
import type { ServiceDeployment } from "../services/service-deployment.js";
import type { ServiceRevision } from "../services/service-revision.js";

const ECS = "arn:aws:ecs:eu-west-1:111122223333";

/** ARNs of service `api` in tests. */
export const ARNS = {
  taskDefinition: (revision: number) => `${ECS}:task-definition/api:${revision}`,
  revision: (number: number) => `${ECS}:service-revision/shop-prod/api/${number}`,
  deployment: (number: number) => `${ECS}:service-deployment/shop-prod/api/${number}`,
  blue: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api-blue/1",
  green: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api-green/2",
  rule: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop/1/2/3",
} as const;

/** A digest that tells its number. */
export const aDigest = (number: number): string => `sha256:${String(number).padStart(64, "0")}`;

/** Revision N of service `api`: task definition `api:N` with digest N, in the blue group when N is odd. */
export const aRevision = (number: number, changes: Partial<ServiceRevision> = {}): ServiceRevision => ({
  arn: ARNS.revision(number),
  taskDefinition: ARNS.taskDefinition(number),
  createdAtMs: number * 1000,
  images: [{ container: "api", image: `registry/api@${aDigest(number)}`, digest: aDigest(number) }],
  routes: [{ targetGroup: number % 2 === 1 ? ARNS.blue : ARNS.green, productionRule: ARNS.rule }],
  ...changes,
});

/** Deployment N of service `api`, which was to bring revision N and did. */
export const aDeployment = (number: number, changes: Partial<ServiceDeployment> = {}): ServiceDeployment => ({
  arn: ARNS.deployment(number),
  createdAtMs: number * 1000,
  status: "SUCCESSFUL",
  statusReason: null,
  stage: null,
  strategy: "blue-green",
  target: { revision: ARNS.revision(number), requested: 2, running: 2, pending: 0, trafficPercent: 100 },
  sources: [],
  rollback: null,
  failedTasks: 0,
  triggeredAlarms: [],
  bakeMinutes: 5,
  hooks: [],
  ...changes,
});

/** Service `api` with two tasks of revision `serving`, behind two target groups. */
export const anEcsService = (serving: number, changes: Partial<EcsService> = {}): EcsService => ({
  name: "api",
  arn: `${ECS}:service/shop-prod/api`,
  status: "ACTIVE",
  taskDefinition: ARNS.taskDefinition(serving),
  desired: 2,
  running: 2,
  pending: 0,
  strategy: "blue-green",
  currentDeployment: null,
  currentRevisions: [{ revision: ARNS.revision(serving), requested: 2, running: 2, pending: 0 }],
  deployments: [
    {
      status: "PRIMARY",
      taskDefinition: ARNS.taskDefinition(serving),
      desired: 2,
      running: 2,
      pending: 0,
      failedTasks: 0,
      rolloutState: "COMPLETED",
    },
  ],
  routes: [{ targetGroup: ARNS.blue, alternateTargetGroup: ARNS.green, productionRule: ARNS.rule }],
  events: [{ atMs: 0, message: "(service api) has reached a steady state." }],
  ...changes,
});

/** Revision `serving` settled, healthy and with all the traffic, after the deployments 1 and 2. */
export function aServiceState(serving: number, changes: Partial<ServiceState> = {}): ServiceState {
  const isBlue = serving % 2 === 1;
  const healthy = [
    { target: "10.0.0.1", port: 8080, state: "healthy", reason: null },
    { target: "10.0.0.2", port: 8080, state: "healthy", reason: null },
  ];
  return {
    service: anEcsService(serving),
    deployments: [aDeployment(2), aDeployment(1)],
    revisions: [aRevision(1), aRevision(2), aRevision(3)],
    targets: { [ARNS.blue]: isBlue ? healthy : [], [ARNS.green]: isBlue ? [] : healthy },
    trafficPercents: { [ARNS.rule]: { [ARNS.blue]: isBlue ? 100 : 0, [ARNS.green]: isBlue ? 0 : 100 } },
    ...changes,
  };
}

/** Asks for revision 2 of `api`, where 1 served. */
export const anAskedService = (changes: Partial<AskedService> = {}): AskedService => ({
  name: "api",
  digests: { api: aDigest(2) },
  taskDefinition: null,
  before: ARNS.taskDefinition(1),
  deploymentBefore: ARNS.deployment(1),
  ...changes,
});

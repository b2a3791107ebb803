import type { DeployPorts } from "../deploy-ports.js";
import type { EcsService } from "../services/ecs-service.js";
import type { ServiceDeployment } from "../services/service-deployment.js";
import type { ServiceRevision } from "../services/service-revision.js";
import type { ServiceState } from "./service-state.js";

/** Reads each named service with all that its verdict needs; `null` for one that doesn't exist. Touches nothing. */
export async function readServiceStates(
  cluster: string,
  names: readonly string[],
  ports: Pick<DeployPorts, "services" | "targets">,
): Promise<ReadonlyMap<string, ServiceState | null>> {
  const services = await ports.services.describe(cluster, names);
  const states = await Promise.all(services.map((service) => readServiceState(cluster, service, ports)));
  return new Map(names.map((name) => [name, states.find((state) => state.service.name === name) ?? null]));
}

async function readServiceState(
  cluster: string,
  service: EcsService,
  ports: Pick<DeployPorts, "services" | "targets">,
): Promise<ServiceState> {
  const deployments = await ports.services.deployments(cluster, service.name);
  const revisions = await ports.services.revisions(revisionsToRead(service, deployments));
  const [targets, trafficPercents] = await Promise.all([
    byArn(targetGroups(service, revisions), (arn) => ports.targets.health(arn)),
    byArn(rules(service, revisions), (arn) => ports.targets.trafficPercents(arn)),
  ]);
  return { service, deployments, revisions, targets, trafficPercents };
}

const revisionsToRead = (service: EcsService, deployments: readonly ServiceDeployment[]): readonly string[] =>
  distinct([
    ...service.currentRevisions.map(({ revision }) => revision),
    ...deployments.flatMap(({ target, rollback }) => [target.revision, rollback?.revision ?? null]),
  ]);

const targetGroups = ({ routes }: EcsService, revisions: readonly ServiceRevision[]): readonly string[] =>
  distinct([
    ...routes.flatMap(({ targetGroup, alternateTargetGroup }) => [targetGroup, alternateTargetGroup]),
    ...revisions.flatMap((revision) => revision.routes.map(({ targetGroup }) => targetGroup)),
  ]);

const rules = ({ routes }: EcsService, revisions: readonly ServiceRevision[]): readonly string[] =>
  distinct(
    [...routes, ...revisions.flatMap((revision) => revision.routes)].map(({ productionRule }) => productionRule),
  );

const distinct = (arns: readonly (string | null)[]): readonly string[] => [
  ...new Set(arns.filter((arn) => arn !== null)),
];

async function byArn<Value>(
  arns: readonly string[],
  read: (arn: string) => Promise<Value>,
): Promise<Readonly<Record<string, Value>>> {
  return Object.fromEntries(await Promise.all(arns.map(async (arn) => [arn, await read(arn)] as const)));
}

import type { DeployPorts } from "../deploy-ports.js";
import type { ReleasedService } from "../ledger/release-record.js";
import { readServiceStates } from "../rollout/read-service-states.js";
import { type ServiceState, servingRevision } from "../rollout/service-state.js";
import { digestIn } from "../services/service-revision.js";

export type ReleasedServicesPorts = Pick<DeployPorts, "scaling" | "services" | "targets">;

/**
 * What a later rollback sets again, as it is now: to be written into the ledger when a release has ended. A service that isn't settled on
 * one revision is left out.
 */
export async function readReleasedServices(
  cluster: string,
  names: readonly string[],
  ports: ReleasedServicesPorts,
): Promise<readonly ReleasedService[]> {
  const states = await readServiceStates(cluster, names, ports);
  const found = names.flatMap((name) => states.get(name) ?? []);
  const released = await Promise.all(found.map((state) => readReleasedService(cluster, state, ports)));
  return released.filter((service) => service !== null);
}

async function readReleasedService(
  cluster: string,
  state: ServiceState,
  ports: ReleasedServicesPorts,
): Promise<ReleasedService | null> {
  const revision = servingRevision(state);
  if (revision === null) return null;
  const { name, desired } = state.service;
  const [targetGroups, scaling] = await Promise.all([
    Promise.all(targetGroupsOf(state).map(async (arn) => ({ arn, settings: await ports.targets.settings(arn) }))),
    ports.scaling.target(cluster, name),
  ]);
  return {
    name,
    taskDefinition: revision.taskDefinition,
    digests: Object.fromEntries(
      revision.images.flatMap(({ container, image, digest }) => {
        const known = digest ?? digestIn(image);
        return known === null ? [] : [[container, known]];
      }),
    ),
    desiredCount: desired,
    targetGroups,
    scaling: scaling === null ? null : { minTasks: scaling.minTasks, maxTasks: scaling.maxTasks },
  };
}

/** Of a pair, both. */
const targetGroupsOf = ({ service }: ServiceState): readonly string[] => [
  ...new Set(
    service.routes.flatMap(({ targetGroup, alternateTargetGroup }) =>
      alternateTargetGroup === null ? [targetGroup] : [targetGroup, alternateTargetGroup],
    ),
  ),
];

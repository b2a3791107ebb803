import type { DeployPorts } from "../deploy-ports.js";
import type { AskedService } from "./asked-service.js";
import { readServiceStates } from "./read-service-states.js";
import { type ServiceState, servingRevision } from "./service-state.js";

/** A service and the digests (`sha256:…`) of its containers that a release pins. */
export type PinnedService = Pick<AskedService, "name" | "digests">;

/**
 * What a release asks, put beside how things are before it begins. To be called before anything is touched: what ECS deploys from then
 * on is held to be the release's.
 */
export async function askServices(
  cluster: string,
  pinned: readonly PinnedService[],
  ports: Pick<DeployPorts, "services" | "targets">,
): Promise<readonly AskedService[]> {
  const names = pinned.map(({ name }) => name);
  const states = await readServiceStates(cluster, names, ports);
  return pinned.map(({ name, digests }) => {
    const state = states.get(name) ?? null;
    return {
      name,
      digests,
      taskDefinition: null,
      before: state === null ? null : taskDefinitionBefore(state),
      deploymentBefore: state?.deployments[0]?.arn ?? null,
    };
  });
}

/** With two revisions at work, what the service was told last is not yet what serves; the one that ended well last is. */
function taskDefinitionBefore(state: ServiceState): string {
  const lastGood = state.deployments.find(({ status }) => status === "SUCCESSFUL")?.target.revision;
  const revision = servingRevision(state) ?? state.revisions.find(({ arn }) => arn === lastGood);
  return revision?.taskDefinition ?? state.service.taskDefinition;
}

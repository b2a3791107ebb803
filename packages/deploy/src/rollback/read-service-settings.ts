import type { DeployPorts } from "../deploy-ports.js";
import type { ReleasedService } from "../ledger/release-record.js";
import type { ServiceSettings } from "./plan-restoration.js";

/** How a service is now in what a release says of it beside its task definition. */
export async function readServiceSettings(
  cluster: string,
  { name, targetGroups }: ReleasedService,
  ports: Pick<DeployPorts, "scaling" | "targets">,
): Promise<ServiceSettings> {
  const [settings, scaling] = await Promise.all([
    Promise.all(targetGroups.map(async ({ arn }) => [arn, await ports.targets.settings(arn)] as const)),
    ports.scaling.target(cluster, name),
  ]);
  return { targetGroups: Object.fromEntries(settings), scaling };
}

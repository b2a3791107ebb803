import type { DeployPorts } from "../deploy-ports.js";
import type { Restoration, ServiceSettings } from "./plan-restoration.js";

/** Does all of a restoration that comes before the earlier version serves: how it is asked, how many there are, then the version itself. */
export async function applyRestoration(
  cluster: string,
  { service, settingsFirst, scaling, desired, taskDefinition }: Restoration,
  ports: Pick<DeployPorts, "scaling" | "services" | "targets">,
): Promise<void> {
  for (const { targetGroup, settings } of settingsFirst) await ports.targets.changeSettings(targetGroup, settings);
  if (scaling !== null) await ports.scaling.changeRange(cluster, service, scaling);
  if (taskDefinition === null && desired === null) return;
  await ports.services.update({
    cluster,
    service,
    taskDefinition: taskDefinition ?? undefined,
    desired: desired ?? undefined,
  });
}

/** Undoes what was changed around a version that ECS didn't take: the one that serves is asked and scaled as it was. */
export async function putBack(
  cluster: string,
  { service, plan, before }: { readonly service: string; readonly plan: Restoration; readonly before: ServiceSettings },
  ports: Pick<DeployPorts, "scaling" | "targets">,
): Promise<void> {
  for (const { targetGroup } of plan.settingsFirst) {
    const settings = before.targetGroups[targetGroup];
    if (settings !== undefined) await ports.targets.changeSettings(targetGroup, settings);
  }
  if (plan.scaling !== null && before.scaling !== null) {
    await ports.scaling.changeRange(cluster, service, before.scaling);
  }
}

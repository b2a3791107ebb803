import type { Address } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { placesOf } from "../deploy/read-environment.js";
import type { Report } from "../event/deploy-event.js";
import type { DriftedResource } from "../stacks/stacks.js";
import type { DeployTarget } from "../target/deploy-target.js";

/** A resource that somebody changed by hand, in the words of the description where it has any. */
export interface DriftFinding extends DriftedResource {
  readonly stack: string;
  readonly role: string;
  readonly address: Address | null;
}

/** How an environment differs from its own deployed templates. */
export interface DriftReport {
  /** Names of the stacks that were compared. */
  readonly compared: readonly string[];
  readonly drifted: readonly DriftFinding[];
}

/** Compares every stack of an environment with the template that it was deployed by. Changes nothing. */
export async function drift(
  target: Pick<DeployTarget, "app" | "assembly">,
  { stacks }: Pick<DeployPorts, "stacks">,
  report: Report,
): Promise<DriftReport> {
  const compared: string[] = [];
  const drifted: DriftFinding[] = [];
  // CloudFormation compares a few stacks of an account at a time, so they go one after another.
  for (const { place, role } of placesOf(target)) {
    if ((await stacks.describe(place)) === null) continue;
    report({ type: "stack", stack: place.name, status: "COMPARING", resourcesDone: 0, resourcesTotal: null });
    const found = await stacks.drift(place);
    compared.push(place.name);
    drifted.push(
      ...found.map((resource) => ({
        ...resource,
        stack: place.name,
        role,
        address:
          target.assembly.resources.find((one) => one.stack === place.name && one.logicalId === resource.logicalId)
            ?.address ?? null,
      })),
    );
  }
  return { compared, drifted };
}

import { isDeepStrictEqual } from "node:util";
import type { AssembledStack, Template } from "@fairlead/constructs";
import type { DriftedProperty, DriftedResource } from "../../stacks/stacks.js";
import { isSettled } from "../../stacks/stack-status.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRequest, PreflightRule } from "../preflight-rule.js";
import { stackPlace } from "../stack-place.js";

/** Only what this deployment changes is looked at: of a resource that it leaves alone, drift stays what it was. */
export const nothingDrifted: PreflightRule = {
  id: "nothing-drifted",
  says: "nobody has changed by hand what this deployment changes",
  isEssential: false,
  run: async (request, ports) => {
    const observations = await Promise.all(
      request.target.assembly.stacks.map((stack) => driftOf(request, stack, ports)),
    );
    return observations.flat();
  },
};

async function driftOf(
  { target: { app } }: PreflightRequest,
  stack: AssembledStack,
  { stacks }: Pick<PreflightPorts, "stacks">,
): Promise<readonly Observation[]> {
  const place = stackPlace(stack);
  const [deployed, template] = await Promise.all([stacks.describe(place), stacks.template(place)]);
  // CloudFormation compares only a stack that has settled.
  if (deployed === null || template === null || !deployed.status.endsWith("_COMPLETE")) return [];
  const changed = changedResources(template, stack.template);
  if (changed.size === 0 && isSettled(deployed.status)) return [];
  const drifted = await stacks.drift(place);
  return drifted
    .filter(({ logicalId }) => changed.has(logicalId))
    .map((resource) =>
      observed(app, "warning", {
        on: null,
        code: "Drifted",
        message: `${resource.type} ${resource.logicalId} of stack ${stack.name} ${whatHappened(resource)}, and this deployment changes it.`,
        fix: "Put into the description what is meant to stay; what the template states is set again as far as this deployment changes it.",
      }),
    );
}

function changedResources(before: Template, after: Template): ReadonlySet<string> {
  const ids = new Set([...Object.keys(before.Resources), ...Object.keys(after.Resources)]);
  const essence = ({ Resources }: Template, id: string) => ({
    type: Resources[id]?.Type,
    properties: Resources[id]?.Properties,
  });
  return new Set([...ids].filter((id) => !isDeepStrictEqual(essence(before, id), essence(after, id))));
}

function whatHappened({ kind, differences }: DriftedResource): string {
  switch (kind) {
    case "deleted":
      return "was deleted by hand";
    case "modified":
      return `was changed by hand (${differences.map(difference).join("; ")})`;
  }
}

// Only the places: a value may be a secret.
const difference = ({ path, expected }: DriftedProperty): string => `${path}${expected === null ? " added" : ""}`;

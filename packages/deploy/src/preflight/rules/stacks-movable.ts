import { stuckProblem } from "../../stacks/how-to-free.js";
import { readinessOf } from "../../stacks/stack-status.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRequest, PreflightRule } from "../preflight-rule.js";
import { stackPlace } from "../stack-place.js";

export const stacksMovable: PreflightRule = {
  id: "stacks-movable",
  says: "no stack is stuck, and CloudFormation works on none",
  isEssential: true,
  run: async (request, ports) => {
    const observations = await Promise.all(
      request.target.assembly.stacks.map((stack) => judge(request, stackPlace(stack), ports)),
    );
    return observations.flat();
  },
};

async function judge(
  { target: { app } }: PreflightRequest,
  place: ReturnType<typeof stackPlace>,
  { stacks }: Pick<PreflightPorts, "stacks">,
): Promise<readonly Observation[]> {
  const found = await stacks.describe(place);
  if (found === null) return [];
  const { status } = found;
  switch (readinessOf(status)) {
    case "ready":
      return [];
    case "busy":
      return [
        observed(app, "warning", {
          on: null,
          code: "StackBusy",
          message: `CloudFormation works on stack ${place.name} (${status}).`,
          fix: "The deployment waits for its end; if somebody else deploys, wait for them.",
        }),
      ];
    case "stuck": {
      const failed = (await stacks.resources(place)).filter((resource) => resource.status.endsWith("_FAILED"));
      const problem = stuckProblem({ stack: place, status, failed: failed.map(({ logicalId }) => logicalId) });
      return [observed(app, "error", { on: null, ...problem })];
    }
  }
}

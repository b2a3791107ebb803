import type { DeployPorts } from "../deploy-ports.js";
import type { DeployPlan } from "../deploy/deploy-plan.js";
import { planDeployment } from "../deploy/plan-deployment.js";
import { readEnvironment } from "../deploy/read-environment.js";
import type { DeployTarget } from "../target/deploy-target.js";

/**
 * What a deployment of these templates would do to what is there, images aside. What it would refuse is among its problems. Changes
 * nothing, and waits for nothing: a stack that is being changed is compared as it is.
 */
export async function diff(
  target: Pick<DeployTarget, "app" | "assembly">,
  ports: Pick<DeployPorts, "clock" | "stacks">,
): Promise<DeployPlan> {
  const until = { deadlineMs: ports.clock.nowMs(), signal: new AbortController().signal };
  const environment = await readEnvironment(target, {}, ports, until);
  const allowed = { allowReplace: [], allowDestroy: [] };
  return (await planDeployment({ target, environment, values: {}, allowed })).plan;
}

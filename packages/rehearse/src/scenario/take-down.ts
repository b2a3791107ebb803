import type { DeployPorts, DeployTarget } from "@fairlead/deploy";
import type { StartedEmulator } from "../emulator/emulator.js";
import { cognito, elasticLoadBalancing, rds } from "../emulator/resources/calls.js";

/** Takes protection off and deletes the stacks, from the last to the first. */
export async function takeDown({
  target,
  emulator,
  ports,
}: {
  readonly target: DeployTarget;
  readonly emulator: StartedEmulator;
  readonly ports: DeployPorts;
}): Promise<void> {
  for (const { name } of target.assembly.stacks.toReversed()) {
    await unprotect(emulator, name);
    const region = emulator.stacks.everywhere().find((stack) => stack.name === name)?.region ?? null;
    await ports.stacks.destroy({ stack: { name, region }, retain: [], onEvent: () => undefined, signal: null });
  }
}

/** As its owner would by hand, before an environment that is protected is destroyed. */
async function unprotect(emulator: StartedEmulator, stackName: string): Promise<void> {
  const stack = emulator.stacks.everywhere().find(({ name, deletedMs }) => name === stackName && deletedMs === null);
  if (stack === undefined) return;
  stack.terminationProtection = false;
  const api = emulator.api(stack.region);
  for (const { asked, made } of stack.resources.values()) {
    const id = made.physicalId;
    switch (asked.type) {
      case "AWS::RDS::DBInstance":
        await rds(api, "ModifyDBInstance", { DBInstanceIdentifier: id, DeletionProtection: false });
        break;
      case "AWS::RDS::DBCluster":
        await rds(api, "ModifyDBCluster", { DBClusterIdentifier: id, DeletionProtection: false });
        break;
      case "AWS::ElasticLoadBalancingV2::LoadBalancer":
        await elasticLoadBalancing(api, "ModifyLoadBalancerAttributes", {
          LoadBalancerArn: id,
          Attributes: [{ Key: "deletion_protection.enabled", Value: "false" }],
        });
        break;
      case "AWS::Cognito::UserPool":
        await cognito(api, "UpdateUserPool", { UserPoolId: id, DeletionProtection: "INACTIVE" });
        break;
      default:
    }
  }
}

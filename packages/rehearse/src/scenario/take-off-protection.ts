import type { StackState } from "../emulator/cloudformation/stack-state.js";
import type { StartedEmulator } from "../emulator/emulator.js";
import { cognito, elasticLoadBalancing, rds } from "../emulator/resources/calls.js";
import { isRecord, type JsonRecord, type JsonValue, listOf, parseJson, recordOf } from "../json/json-value.js";

/**
 * Makes an environment as if it had been deployed from a description without protection: in its services, and in the templates that its
 * stacks were made from, which `destroy` reads.
 */
export async function takeOffProtection(emulator: StartedEmulator): Promise<void> {
  for (const stack of emulator.stacks.everywhere()) {
    if (stack.deletedMs !== null) continue;
    stack.terminationProtection = false;
    stack.templateBody = JSON.stringify(unprotectedTemplate(parseJson(stack.templateBody)));
    await unprotect(stack, emulator);
  }
}

function unprotectedTemplate(template: JsonValue): JsonRecord {
  const { Resources, ...rest } = recordOf(template);
  const resources = Object.entries(recordOf(Resources)).map(
    ([logicalId, resource]) => [logicalId, unprotectedResource(recordOf(resource))] as const,
  );
  return { ...rest, Resources: Object.fromEntries(resources) };
}

const OFF: Readonly<Record<string, JsonValue>> = { DeletionProtectionEnabled: false };

function unprotectedResource(resource: JsonRecord): JsonRecord {
  const { Properties } = resource;
  if (!isRecord(Properties)) return resource;
  const changed = Object.entries(Properties).map(([name, value]) => [name, unprotectedValue(name, value)] as const);
  return { ...resource, Properties: Object.fromEntries(changed) };
}

function unprotectedValue(name: string, value: JsonValue): JsonValue {
  if (name === "DeletionProtection") return value === "ACTIVE" ? "INACTIVE" : false;
  if (name === "LoadBalancerAttributes") {
    return listOf(value).map((attribute) =>
      recordOf(attribute)["Key"] === "deletion_protection.enabled"
        ? { ...recordOf(attribute), Value: "false" }
        : attribute,
    );
  }
  return OFF[name] ?? value;
}

async function unprotect(stack: StackState, emulator: StartedEmulator): Promise<void> {
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

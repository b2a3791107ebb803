import { stackName } from "@fairlead/constructs";
import { isUserError } from "@fairlead/errors";
import { z } from "zod";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import { ledgerOf, wasServed } from "../ledger/release-ledger.js";
import type { LedgerPorts } from "../ledger/ledger-ports.js";
import type { StackPlace, Stacks } from "../stacks/stacks.js";
import type { DeployTarget } from "../target/deploy-target.js";
import type { TargetGroupSettings } from "../targets/targets.js";

/** What a template says of a target group in values; what it says by functions is CloudFormation's alone to know. */
const propertiesSchema = z.object({
  HealthCheckPath: z.string().optional(),
  HealthCheckIntervalSeconds: z.number().optional(),
  HealthCheckTimeoutSeconds: z.number().optional(),
  HealthyThresholdCount: z.number().optional(),
  UnhealthyThresholdCount: z.number().optional(),
  Matcher: z.object({ HttpCode: z.string().optional() }).optional(),
  TargetGroupAttributes: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
});

/** Ports that it reads and writes by. */
export interface AlignPorts extends Pick<DeployPorts, "targets"> {
  readonly stacks: Pick<Stacks, "resources" | "template">;
}

/**
 * Aligns the target groups of an environment whose last good release was a rollback; to be called once CloudFormation is done with them, and
 * before it begins with the services. It stops nothing: where it can't, it says so.
 */
export async function alignAfterRollback(
  target: Pick<DeployTarget, "app">,
  ports: AlignPorts & LedgerPorts,
  report: Report,
): Promise<void> {
  if (target.app.ingress === null) return;
  try {
    const last = await ledgerOf(target, ports).findLast(wasServed);
    if (last?.action.kind !== "rollback") return;
    await alignTargetGroups({ name: stackName(target.app, "Alb"), region: null }, ports, report);
  } catch (error) {
    if (!isUserError(error)) throw error;
    report({ type: "warning", says: `Target groups may still be as a rollback left them. ${error.message}` });
  }
}

/**
 * Sets target groups to what their deployed template says. A rollback has given them the settings of an earlier release, and CloudFormation,
 * which compares templates, takes a later release that asks as the one before did for unchanged: its tasks would be asked for their health as
 * the earlier version's were. Where nothing differs it changes nothing.
 */
export async function alignTargetGroups(stack: StackPlace, ports: AlignPorts, report: Report): Promise<void> {
  const template = await ports.stacks.template(stack);
  const resources = await ports.stacks.resources(stack);
  for (const { logicalId, physicalId, type } of resources) {
    if (type !== "AWS::ElasticLoadBalancingV2::TargetGroup" || physicalId === null) continue;
    const properties = propertiesSchema.safeParse(template?.Resources[logicalId]?.Properties ?? {});
    if (properties.success) await alignOne(physicalId, properties.data, ports, report);
  }
}

async function alignOne(
  targetGroup: string,
  described: z.infer<typeof propertiesSchema>,
  { targets }: AlignPorts,
  report: Report,
): Promise<void> {
  const now = await settingsOf(targetGroup, targets);
  if (now === null) return;
  const change = differenceOf(now, described);
  if (change === null) return;
  await targets.changeSettings(targetGroup, change);
  const says = `Target group ${targetGroup} was not as its template says, as a rollback leaves it; it is now.`;
  report({ type: "warning", says });
}

/** `null`: it isn't there, which is for those to tell who need it. */
async function settingsOf(arn: string, targets: AlignPorts["targets"]): Promise<TargetGroupSettings | null> {
  try {
    return await targets.settings(arn);
  } catch (error) {
    if (isUserError(error) && error.problems.every(({ code }) => code === "AwsNotFound")) return null;
    throw error;
  }
}

function differenceOf(
  { health, attributes }: TargetGroupSettings,
  described: z.infer<typeof propertiesSchema>,
): TargetGroupSettings | null {
  const wanted = {
    ...health,
    path: described.HealthCheckPath ?? health.path,
    intervalSeconds: described.HealthCheckIntervalSeconds ?? health.intervalSeconds,
    timeoutSeconds: described.HealthCheckTimeoutSeconds ?? health.timeoutSeconds,
    healthyThreshold: described.HealthyThresholdCount ?? health.healthyThreshold,
    unhealthyThreshold: described.UnhealthyThresholdCount ?? health.unhealthyThreshold,
    matcher: described.Matcher?.HttpCode ?? health.matcher,
  };
  const changed = (described.TargetGroupAttributes ?? []).filter(({ Key, Value }) => attributes[Key] !== Value);
  if (JSON.stringify(wanted) === JSON.stringify(health) && changed.length === 0) return null;
  return { health: wanted, attributes: Object.fromEntries(changed.map(({ Key, Value }) => [Key, Value])) };
}

import type { Assembly } from "@fairlead/constructs";
import { listOf, recordsOf } from "../templates/read-value.js";
import type { GraphResource } from "../templates/graph-resource.js";
import { TemplateGraph } from "../templates/template-graph.js";
import type { IamSimulator, NamedPolicy } from "./iam-simulator.js";
import { probesOf, type Probe, STRANGERS } from "./probes.js";
import { type RoleHolder, roleHolders } from "./role-holder.js";
import { ACCOUNT, syntheticArn } from "./synthetic-arn.js";
import { WrittenText } from "./written-text.js";

/** Something that a role may do. */
export interface Permission extends RoleHolder {
  readonly action: string;
  /** `null`: a thing of the account that is in none of the templates. */
  readonly target: GraphResource | null;
  /** The ARN that was asked about; of a thing in no template it says what kind of thing. */
  readonly resourceArn: string;
  /** Whether a condition of the statement decides when the request is made. */
  readonly isConditional: boolean;
}

const ATTACHED_TYPES = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy"];

/** A role's policies as IAM gets them. AWS's own managed policies are not in templates and not read. */
function policiesOf(graph: TemplateGraph, role: GraphResource, text: WrittenText): NamedPolicy[] {
  const inline = recordsOf(role.properties["Policies"]).map((policy) => ({
    name: text.of(role.stack, policy["PolicyName"]),
    document: text.inside(role.stack, policy["PolicyDocument"]),
  }));
  const attached = graph
    .ofType(...ATTACHED_TYPES)
    .filter(({ stack, properties }) =>
      listOf(properties["Roles"] ?? properties["RoleName"]).some(
        (name) => graph.follow(stack, name)?.resource === role,
      ),
    )
    .map(({ stack, logicalId, properties }) => ({
      name: logicalId,
      document: text.inside(stack, properties["PolicyDocument"]),
    }));
  return [...inline, ...attached];
}

interface Question extends Probe {
  readonly target: GraphResource | null;
}

/**
 * Who may do what, read off any templates: every role's own policies, decided as IAM does, on every resource of the templates that
 * holds something, and on strangers of the same account. Policies of resources, permission boundaries and the account's own limits
 * are not read: a permission that is found here may still be refused by them.
 */
export async function permissionMatrix(assembly: Assembly, simulator: IamSimulator): Promise<Permission[]> {
  const graph = new TemplateGraph(assembly);
  const text = new WrittenText(graph);
  const questions: readonly Question[] = [
    ...graph.resources.flatMap((target) => probesOf(target).map((probe) => ({ ...probe, target }))),
    ...STRANGERS.map((probe) => ({ ...probe, target: null })),
  ];
  const found: Permission[] = [];
  for (const holder of roleHolders(graph)) {
    const policies = policiesOf(graph, holder.role, text);
    if (policies.length === 0) continue;
    const principalArn = syntheticArn(holder.role);
    for (const { target, ...probe } of questions) {
      const { action, resourceArn } = probe;
      if (!isSpokenOf(policies, action)) continue;
      const answer = await simulator.ask({ principalArn, accountId: ACCOUNT, policies, ...probe });
      if (answer === "refused") continue;
      found.push({ ...holder, action, target, resourceArn, isConditional: answer === "conditional" });
    }
  }
  return found;
}

/** Whether any policy speaks of an action's service at all; most roles know two or three, and a simulation takes its time. */
function isSpokenOf(policies: readonly NamedPolicy[], action: string): boolean {
  const service = action.slice(0, action.indexOf(":"));
  return policies.some(({ document }) => {
    const written = JSON.stringify(document).toLowerCase();
    return written.includes(`"${service}:`) || written.includes('"*"') || written.includes('"notaction"');
  });
}

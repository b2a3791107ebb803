import type { Template } from "@fairlead/constructs";

/** More than before may be done or reached. */
export interface SecurityBroadening {
  readonly stack: string;
  readonly kind: "permission" | "network";
  /** Who may do what, or who reaches whom, as one sentence. */
  readonly says: string;
}

interface Named {
  readonly values: readonly string[];
  readonly not: boolean;
}

const named = ({ values, not }: Named): string => `${not ? "all but " : ""}${values.join(", ")}`;

/**
 * What a changed template permits or opens that the deployed one didn't, by the CDK's own comparison. A statement that only says another thing
 * counts, since it is an addition and a removal.
 */
export async function securityBroadenings(
  stack: string,
  before: Template,
  after: Template,
): Promise<readonly SecurityBroadening[]> {
  // Loaded here, for it brings the whole CloudFormation specification with it and most runs change nothing.
  const { fullDiff } = await import("@aws-cdk/cloudformation-diff");
  const { iamChanges, securityGroupChanges } = fullDiff({ ...before }, { ...after });
  const allowed = iamChanges.statements.additions.filter(({ isNegativeStatement }) => !isNegativeStatement);
  return [
    ...allowed.map(({ principals, actions, resources }) => ({
      stack,
      kind: "permission" as const,
      says: `${named(principals)} may ${named(actions)} on ${named(resources)}.`,
    })),
    ...iamChanges.managedPolicies.additions.map(({ identityArn, managedPolicyArn }) => ({
      stack,
      kind: "permission" as const,
      says: `${identityArn} has all that ${managedPolicyArn} allows.`,
    })),
    ...securityGroupChanges.ingress.additions.map((rule) => ({
      stack,
      kind: "network" as const,
      says: `${rule.describePeer()} reaches ${rule.groupId} by ${rule.describeProtocol()}.`,
    })),
    ...securityGroupChanges.egress.additions.map((rule) => ({
      stack,
      kind: "network" as const,
      says: `${rule.groupId} reaches ${rule.describePeer()} by ${rule.describeProtocol()}.`,
    })),
  ];
}

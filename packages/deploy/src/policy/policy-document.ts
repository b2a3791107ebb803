/** A policy as IAM takes it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  /** Letters and digits. */
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: PolicyCondition;
}

/** Values by operator and key, e.g. `{ StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] } }`. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** IAM counts a policy's characters without white space (IAM user guide, "IAM and AWS STS quotas", 2025). */
export const policyCharacters = (policy: unknown): number => JSON.stringify(policy).length;

/** Of a managed policy (same page). */
export const MANAGED_POLICY_CHARACTERS = 6144;

import type { PolicyDocument } from "../policy/policy-document.js";

/** Customer managed policies of IAM. */
export interface ManagedPolicies {
  /** Makes the policy, or a new version of it where it says something else; gives its ARN. */
  put(policy: NamedDocument): Promise<PutPolicy>;
}

export interface NamedDocument {
  readonly name: string;
  readonly description: string;
  readonly document: PolicyDocument;
}

export interface PutPolicy {
  readonly arn: string;
  readonly change: "made" | "changed" | "unchanged";
}

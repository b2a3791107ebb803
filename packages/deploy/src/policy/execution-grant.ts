import type { PolicyCondition } from "./policy-document.js";
import type { PolicyScope } from "./policy-scope.js";

/** What CloudFormation needs for resources of some types. */
export interface ExecutionGrant {
  /** Letters and digits. */
  readonly sid: string;
  /** CloudFormation's types; `Custom::*` and the stack's own needs have one of their own. */
  readonly types: readonly string[];
  readonly actions: readonly string[];
  /** `*`, where it is left out: the resource's name isn't known before it is made, or IAM lets nobody narrow the action. */
  readonly on?: (scope: PolicyScope) => readonly string[];
  readonly condition?: (scope: PolicyScope) => PolicyCondition;
}

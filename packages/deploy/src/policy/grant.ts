import type { PolicyCondition, PolicyStatement } from "./policy-document.js";
import type { PolicyScope } from "./policy-scope.js";

/** Who needs it: `read` is whoever looks, the others may do more. */
export type GrantGroup = "read" | "deploy" | "exec" | "secrets" | "destroy";

/** Something that a verb does to AWS, and on what. */
export interface Grant {
  /** Letters and digits; becomes the statement's `Sid`. */
  readonly sid: string;
  readonly group: GrantGroup;
  /** What it is for, as a reader of the policy wants to know it. */
  readonly why: string;
  readonly actions: readonly string[];
  /** `*`: of actions that IAM lets nobody narrow to a resource. */
  readonly on: (scope: PolicyScope) => readonly string[];
  readonly condition?: (scope: PolicyScope) => PolicyCondition;
}

export const statementOf = ({ sid, actions, on, condition }: Grant, scope: PolicyScope): PolicyStatement => ({
  Sid: sid,
  Effect: "Allow",
  Action: [...actions].sort(),
  Resource: on(scope),
  ...(condition === undefined ? {} : { Condition: condition(scope) }),
});

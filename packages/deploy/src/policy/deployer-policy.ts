import type { ResolvedApp } from "@fairlead/model";
import { CHANGE_GRANTS } from "./change-grants.js";
import { type Grant, type GrantGroup, statementOf } from "./grant.js";
import type { PolicyDocument } from "./policy-document.js";
import { policyScope } from "./policy-scope.js";
import { splitPolicy } from "./split-policy.js";
import { READ_GRANTS } from "./read-grants.js";

/** All that verbs do to AWS by themselves, by what it is for. */
export const GRANTS: readonly Grant[] = [...READ_GRANTS, ...CHANGE_GRANTS];

/** Groups that each kind of user needs; a shell, values of secrets and an end of data are nobody's who was not given them. */
export const USERS = {
  read: ["read"],
  deploy: ["read", "deploy"],
  exec: ["exec"],
  secrets: ["secrets"],
  destroy: ["destroy"],
} as const satisfies Readonly<Record<GrantGroup, readonly GrantGroup[]>>;

/**
 * What somebody may do to one environment, and nothing to any other: as many managed policies as it takes.
 *
 * @param account `null`: as the description states it.
 */
export function deployerPolicies(
  app: ResolvedApp,
  user: GrantGroup,
  account: string | null,
): readonly PolicyDocument[] {
  const groups: readonly GrantGroup[] = USERS[user];
  const scope = policyScope(app, account);
  return splitPolicy(GRANTS.filter(({ group }) => groups.includes(group)).map((grant) => statementOf(grant, scope)));
}

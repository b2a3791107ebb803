import type { PermissionQuestion } from "../../account/account.js";
import { GRANTS, USERS } from "../../policy/deployer-policy.js";
import type { GrantGroup } from "../../policy/grant.js";
import { policyScope } from "../../policy/policy-scope.js";
import { observed } from "../observation.js";
import type { PreflightRule } from "../preflight-rule.js";

/**
 * Asks IAM's simulator about each thing that a deployment does. It knows the identity's own policies and its permissions boundary; of the
 * organisation's it knows what the simulator does, and of resource policies nothing. What hangs on a condition isn't asked: what a
 * request says is only known when it is made.
 */
export const permitted: PreflightRule = {
  id: "permitted",
  says: "whoever deploys may do all that a deployment does",
  isEssential: false,
  run: async ({ target: { app } }, { account }) => {
    const identity = await account.identity();
    const scope = policyScope(app, identity.account);
    const groups: readonly GrantGroup[] = USERS.deploy;
    const questions = GRANTS.filter(
      ({ group, condition }) => groups.includes(group) && condition === undefined,
    ).flatMap(({ actions, on }) =>
      on(scope).flatMap((resourceArn) => actions.map((action) => ({ action, resourceArn }))),
    );
    const denied = await account.denied(identity, questions);
    if (denied.length === 0) return [];
    return [
      observed(app, "error", {
        on: null,
        code: "PermissionsMissing",
        message: `${identity.arn} may not do all that a deployment does: ${listed(denied)}.`,
        fix: `Attach what \`fairlead policy -e ${app.environment.name}\` prints to that role or user.`,
      }),
    ];
  },
};

/** Action by action: one is often denied on several resources. */
function listed(denied: readonly PermissionQuestion[]): string {
  const actions = [...new Set(denied.map(({ action }) => action))].sort();
  const shown = actions.slice(0, 12).join(", ");
  return actions.length > 12 ? `${shown} and ${actions.length - 12} more` : shown;
}

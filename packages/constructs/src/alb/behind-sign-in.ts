import { expectPresent } from "@fairlead/errors";
import type { ResolvedRoute } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import type { ListenerAction } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { AuthenticateCognitoAction } from "aws-cdk-lib/aws-elasticloadbalancingv2-actions";
import { SIGN_IN_SCOPE } from "../user-pool/user-pool-clients.js";
import type { UsersStack } from "../user-pool/users-stack.js";

/** What a route does, after it has made sure of the user where the route says so. */
export function behindSignIn(
  { action }: ResolvedRoute,
  next: ListenerAction,
  users: Pick<UsersStack, "userPool"> | null,
): ListenerAction {
  if (action.kind !== "forward" || action.signIn === null) return next;
  const { userPool: name, sessionSeconds } = action.signIn;
  const { pool, signInClient, domain } = expectPresent(users, "The stack of user pools").userPool(name);
  return new AuthenticateCognitoAction({
    userPool: pool,
    userPoolClient: expectPresent(signInClient, `The load balancer's client of user pool ${name}`),
    userPoolDomain: expectPresent(domain, `The sign-in pages of user pool ${name}`),
    scope: SIGN_IN_SCOPE,
    // Of the pool, so that two pools on one host don't take each other's users out.
    sessionCookieName: `AWSELBAuthSessionCookie-${name}`,
    sessionTimeout: Duration.seconds(sessionSeconds),
    // The rule stands with all others in security-group-rules.ts.
    allowHttpsOutbound: false,
    next,
  });
}

import type { ResolvedUserPoolClient } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import {
  type AuthFlow,
  type IUserPool,
  OAuthScope,
  UserPoolClient,
  UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";

/** What an id token may say of a user. */
const SCOPES = [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE];

/** What the load balancer asks for; it hands the claims on to the service. */
export const SIGN_IN_SCOPE = "openid email";

/** Where Cognito returns to, for the load balancer to take over. */
const callbackOf = (host: string): string => `https://${host}/oauth2/idpresponse`;

/** The client that the app signs users in with. It has no secret: what runs in a browser keeps none. */
export function appClient(
  scope: Construct,
  name: string,
  { pool, client }: { readonly pool: IUserPool; readonly client: ResolvedUserPoolClient },
): UserPoolClient {
  const { callbackUrls, logoutUrls } = client;
  return new UserPoolClient(scope, "Client", {
    userPool: pool,
    userPoolClientName: name,
    generateSecret: false,
    authFlows: flowsOf(client),
    ...(callbackUrls.length === 0
      ? { disableOAuth: true }
      : {
          oAuth: {
            flows: { authorizationCodeGrant: true },
            scopes: SCOPES,
            callbackUrls: [...callbackUrls],
            ...(logoutUrls.length === 0 ? {} : { logoutUrls: [...logoutUrls] }),
          },
        }),
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    accessTokenValidity: Duration.minutes(client.accessTokenMinutes),
    idTokenValidity: Duration.minutes(client.accessTokenMinutes),
    refreshTokenValidity: Duration.minutes(client.refreshTokenMinutes),
    enableTokenRevocation: true,
    // Whether a name is known is nobody's business who doesn't know the password.
    preventUserExistenceErrors: true,
  });
}

const flowsOf = ({ flows }: ResolvedUserPoolClient): AuthFlow => ({
  userSrp: flows.includes("srp"),
  userPassword: flows.includes("password"),
  adminUserPassword: flows.includes("admin-password"),
  user: flows.includes("user"),
  custom: flows.includes("custom"),
});

/**
 * The load balancer's own client. It must have a secret, which the load balancer reads from Cognito by itself: it is in no template and no
 * task (https://repost.aws/knowledge-center/cognito-user-pool-alb-authentication, 2026-11).
 */
export const signInClient = (
  scope: Construct,
  name: string,
  { pool, hosts }: { readonly pool: IUserPool; readonly hosts: readonly string[] },
): UserPoolClient =>
  new UserPoolClient(scope, "SignInClient", {
    userPool: pool,
    userPoolClientName: name,
    generateSecret: true,
    authFlows: {},
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: hosts.map(callbackOf),
      logoutUrls: hosts.map((host) => `https://${host}/`),
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });

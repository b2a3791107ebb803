import type { ResolvedApp, ResolvedUserPool, UserPoolOutput } from "@fairlead/model";
import { Fn, Stack } from "aws-cdk-lib";
import {
  type IUserPool,
  type IUserPoolClient,
  type IUserPoolDomain,
  UserPool,
  UserPoolClient,
  UserPoolDomain,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { boundedName, environmentPrefix } from "../stacks/resource-names.js";
import { newUserPool } from "./new-user-pool.js";
import { appClient, signInClient } from "./user-pool-clients.js";

/** What an {@link AppUserPool} is made from. */
export interface AppUserPoolProps {
  readonly app: ResolvedApp;
  readonly userPool: ResolvedUserPool;
}

/** A user pool with its clients and its sign-in pages. */
export class AppUserPool extends Construct {
  readonly pool: IUserPool;
  /** The app's own. */
  readonly client: IUserPoolClient;
  /** The load balancer's; `null`: no route signs in. */
  readonly signInClient: UserPoolClient | null;
  /** `null`: nobody needs the sign-in pages. */
  readonly domain: IUserPoolDomain | null;

  constructor(scope: Construct, id: string, { app, userPool }: AppUserPoolProps) {
    super(scope, id);
    const { source, client, signInHosts } = userPool;
    const name = `${environmentPrefix(app)}-${userPool.name}`;
    this.pool =
      source.kind === "adopt" ? UserPool.fromUserPoolId(this, "Pool", source.id) : newUserPool(this, name, source);
    this.client =
      client.kind === "adopt"
        ? UserPoolClient.fromUserPoolClientId(this, "Client", client.id)
        : appClient(this, name, { pool: this.pool, client });
    this.signInClient =
      signInHosts.length === 0 ? null : signInClient(this, `${name}-sign-in`, { pool: this.pool, hosts: signInHosts });
    this.domain = this.makeDomain(name, userPool);
  }

  /** One output of the pool for a container. */
  value(output: UserPoolOutput): ContainerValue {
    const { userPoolId } = this.pool;
    switch (output) {
      case "id":
      case "id-for-administration":
        return { kind: "plain", value: userPoolId };
      case "client-id":
        return { kind: "plain", value: this.client.userPoolClientId };
      case "issuer":
        return { kind: "plain", value: `https://${this.pool.userPoolProviderName}` };
    }
  }

  private makeDomain(name: string, { domain }: ResolvedUserPool): IUserPoolDomain | null {
    if (domain === null) return null;
    switch (domain.kind) {
      case "adopt":
        return UserPoolDomain.fromDomainName(this, "Domain", domain.domain);
      case "create":
        return new UserPoolDomain(this, "Domain", {
          userPool: this.pool,
          cognitoDomain: { domainPrefix: domain.prefix ?? ownPrefix(this, name) },
        });
    }
  }
}

/** A prefix has 63 characters at most, nine of which go to the hyphen and the digits. */
const OWN_PREFIX_CHARACTERS = 54;

/**
 * A prefix must be free in the whole region, among everyone's. The first eight digits of the stack's own id make it so, and stay for as long
 * as the stack does: `arn:aws:cloudformation:…:stack/<name>/<eight digits>-…`.
 */
function ownPrefix(scope: Construct, name: string): string {
  const uuid = Fn.select(2, Fn.split("/", Stack.of(scope).stackId));
  return `${boundedName(name, OWN_PREFIX_CHARACTERS)}-${Fn.select(0, Fn.split("-", uuid))}`;
}

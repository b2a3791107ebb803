import { expectPresent } from "@fairlead/errors";
import { addressOf, type ResolvedApp, type UserPoolOutput } from "@fairlead/model";
import type { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import { AppUserPool } from "./app-user-pool.js";

/** The user pools with their clients and sign-in pages. */
export class UsersStack extends AppStack {
  /** By the pool's name. */
  readonly userPools: ReadonlyMap<string, AppUserPool>;

  constructor(scope: Construct, id: string, { app }: { readonly app: ResolvedApp }) {
    super(scope, id, {
      app,
      role: "Users",
      description: `User pools of ${app.name} (${app.environment.name})`,
      terminationProtection: app.userPools.some(({ source }) => source.kind === "create" && source.deletionProtection),
    });
    this.userPools = new Map(
      app.userPools.map((userPool) => {
        const construct = new AppUserPool(this, `UserPool-${userPool.name}`, { app, userPool });
        return [userPool.name, markAddress(construct, addressOf("userPool", userPool.name))];
      }),
    );
  }

  /** One output of a user pool for a container. */
  userPoolValue(name: string, output: UserPoolOutput): ContainerValue {
    return this.userPool(name).value(output);
  }

  /** What a role names that manages the pool's users. */
  userPoolArn(name: string): string {
    return this.userPool(name).pool.userPoolArn;
  }

  /** A user pool of the app, by name. */
  userPool(name: string): AppUserPool {
    return expectPresent(this.userPools.get(name), `User pool ${name}`);
  }
}

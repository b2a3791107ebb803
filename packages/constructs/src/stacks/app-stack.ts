import type { ResolvedApp } from "@fairlead/model";
import { Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { stackName } from "./resource-names.js";

/** What a stack says of itself. */
export interface AppStackOptions {
  readonly app: ResolvedApp;
  /** The class name without the word Stack, e.g. `Vpc`. */
  readonly role: string;
  readonly description: string;
  /** Default: the environment's. */
  readonly region?: string;
  /** CloudFormation refuses to delete the stack until someone turns this off. Default: false. */
  readonly terminationProtection?: boolean;
}

/** What every stack of an app has in common: its name, its region, the app's tags on all that it holds. */
export abstract class AppStack extends Stack {
  readonly app: ResolvedApp;

  constructor(scope: Construct, id: string, options: AppStackOptions) {
    const { account } = options.app.environment;
    const region = options.region ?? options.app.environment.region;
    super(scope, id, {
      stackName: stackName(options.app, options.role),
      description: options.description,
      terminationProtection: options.terminationProtection ?? false,
      // Without an account the templates fit whichever account the credentials name at deployment.
      env: account === null ? { region } : { account, region },
    });
    this.app = options.app;
    for (const [key, value] of Object.entries(options.app.tags)) Tags.of(this).add(key, value);
  }

  /** The app's own zones: with an account set, CDK would look up all the account's. */
  override get availabilityZones(): string[] {
    return [...this.app.network.zones];
  }
}

import type { ResolvedApp } from "@fairlead/model";
import type { Construct } from "constructs";
import { AlertsStack } from "../alerts/alerts-stack.js";
import { DataStack } from "../data/data-stack.js";
import { RegistryStack } from "../registry/registry-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { VpcStack } from "../vpc/vpc-stack.js";
import { stackName } from "./resource-names.js";

/** The stacks of one environment of one app. */
export interface AppStacks {
  readonly vpc: VpcStack;
  readonly secrets: SecretsStack;
  readonly registry: RegistryStack;
  readonly alerts: AlertsStack;
  readonly data: DataStack;
}

/** Makes every stack of a resolved app in a CDK app (or stage). */
export function buildStacks(scope: Construct, app: ResolvedApp): AppStacks {
  const id = (role: string): string => stackName(app, role);
  const vpc = new VpcStack(scope, id("Vpc"), { app });
  const secrets = new SecretsStack(scope, id("Secrets"), { app });
  const registry = new RegistryStack(scope, id("Registry"), { app });
  const alerts = new AlertsStack(scope, id("Alerts"), { app, secrets });
  const data = new DataStack(scope, id("Data"), { app, vpc, secrets });
  alerts.addStackDependency(secrets);
  data.addStackDependency(vpc);
  data.addStackDependency(secrets);
  return { vpc, secrets, registry, alerts, data };
}

import type { ResolvedApp } from "@fairlead/model";
import type { Construct } from "constructs";
import { AlbStack } from "../alb/alb-stack.js";
import { AlertsStack } from "../alerts/alerts-stack.js";
import { DataStack } from "../data/data-stack.js";
import { EcsStack } from "../ecs/ecs-stack.js";
import { EdgeStack } from "../edge/edge-stack.js";
import { JobsStack } from "../jobs/jobs-stack.js";
import { ObservabilityStack } from "../observability/observability-stack.js";
import { RegistryStack } from "../registry/registry-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { VpcStack } from "../vpc/vpc-stack.js";
import type { AppStack } from "./app-stack.js";
import { keepDeployable } from "./keep-deployable.js";
import { stackName } from "./resource-names.js";

/** The stacks of one environment of one app. */
export interface AppStacks {
  readonly vpc: VpcStack;
  readonly secrets: SecretsStack;
  readonly registry: RegistryStack;
  readonly alerts: AlertsStack;
  readonly data: DataStack;
  /** `null`: nothing is reachable from outside. */
  readonly alb: AlbStack | null;
  readonly jobs: JobsStack;
  readonly ecs: EcsStack;
  /** `null` without a firewall. */
  readonly edge: EdgeStack | null;
  readonly observability: ObservabilityStack;
}

/** Makes every stack of a resolved app in a CDK app (or stage). */
export function buildStacks(scope: Construct, app: ResolvedApp): AppStacks {
  const id = (role: string): string => stackName(app, role);
  const vpc = new VpcStack(scope, id("Vpc"), { app });
  const secrets = new SecretsStack(scope, id("Secrets"), { app });
  const registry = new RegistryStack(scope, id("Registry"), { app });
  const alerts = new AlertsStack(scope, id("Alerts"), { app, secrets });
  const data = new DataStack(scope, id("Data"), { app, vpc, secrets });
  const { ingress } = app;
  const alb = ingress === null ? null : new AlbStack(scope, id("Alb"), { app, ingress, vpc, alerts });
  const jobs = new JobsStack(scope, id("Jobs"), { app, vpc, secrets, registry, data });
  const ecs = new EcsStack(scope, id("Ecs"), { app, vpc, secrets, registry, data, alerts, jobs, alb });
  const edge = alb === null ? null : makeEdge(scope, id("Edge"), app, alb);
  const observability = new ObservabilityStack(scope, id("Observability"), { app, alerts, data, ecs, alb });
  const stacks: AppStacks = { vpc, secrets, registry, alerts, data, alb, jobs, ecs, edge, observability };
  orderStacks(stacks);
  for (const stack of [vpc, secrets, registry, alerts, data, alb, jobs, ecs, edge, observability]) {
    if (stack !== null) keepDeployable(stack);
  }
  return stacks;
}

/** The order of deployment, stated even where a reference would imply it: an import by name implies nothing. */
function orderStacks({ vpc, secrets, registry, alerts, data, alb, jobs, ecs, edge, observability }: AppStacks): void {
  const waits: readonly (readonly [AppStack | null, readonly (AppStack | null)[]])[] = [
    [alerts, [secrets]],
    [data, [vpc, secrets]],
    [alb, [vpc, alerts]],
    [jobs, [data, registry]],
    [ecs, [jobs, alb]],
    [edge, [alb]],
    [observability, [ecs]],
  ];
  for (const [stack, earlier] of waits)
    for (const each of earlier) if (stack !== null && each !== null) stack.addStackDependency(each);
}

function makeEdge(scope: Construct, id: string, app: ResolvedApp, alb: AlbStack): EdgeStack | null {
  const { ingress } = app;
  return ingress?.waf == null ? null : new EdgeStack(scope, id, { app, ingress, waf: ingress.waf, alb });
}

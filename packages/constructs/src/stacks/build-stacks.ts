import { cwd } from "node:process";
import type { ResolvedApp } from "@fairlead/model";
import type { Construct } from "constructs";
import { AlbStack } from "../alb/alb-stack.js";
import { AlertsStack } from "../alerts/alerts-stack.js";
import { BackupCopyStack } from "../backup/backup-copy-stack.js";
import { CdnStack } from "../cdn/cdn-stack.js";
import { DataStack } from "../data/data-stack.js";
import { EcsStack } from "../ecs/ecs-stack.js";
import { EdgeStack } from "../edge/edge-stack.js";
import { JobsStack } from "../jobs/jobs-stack.js";
import { ObservabilityStack } from "../observability/observability-stack.js";
import { RegistryStack } from "../registry/registry-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { UsersStack } from "../user-pool/users-stack.js";
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
  /** `null`: backups are copied nowhere. */
  readonly backupCopy: BackupCopyStack | null;
  /** `null` without a user pool. */
  readonly users: UsersStack | null;
  /** `null`: nothing is reachable from outside. */
  readonly alb: AlbStack | null;
  readonly jobs: JobsStack;
  readonly ecs: EcsStack;
  /** `null` without a firewall before the load balancer. */
  readonly edge: EdgeStack | null;
  /** `null` without CloudFront. */
  readonly cdn: CdnStack | null;
  readonly observability: ObservabilityStack;
}

/** What lies outside the description itself. */
export interface BuildOptions {
  /** Absolute path that the folders of sites are relative to; default the working directory. */
  readonly baseFolder?: string | undefined;
}

/** Makes every stack of a resolved app in a CDK app (or stage). */
export function buildStacks(scope: Construct, app: ResolvedApp, { baseFolder = cwd() }: BuildOptions = {}): AppStacks {
  const id = (role: string): string => stackName(app, role);
  const vpc = new VpcStack(scope, id("Vpc"), { app });
  const secrets = new SecretsStack(scope, id("Secrets"), { app });
  const registry = new RegistryStack(scope, id("Registry"), { app });
  const alerts = new AlertsStack(scope, id("Alerts"), { app, secrets });
  const data = new DataStack(scope, id("Data"), { app, vpc, secrets });
  const copyRegion = app.backup?.copy?.region ?? null;
  const backupCopy =
    copyRegion === null ? null : new BackupCopyStack(scope, id("BackupCopy"), { app, region: copyRegion });
  const users = makeUsers(scope, id("Users"), app);
  const { ingress } = app;
  const alb = ingress === null ? null : new AlbStack(scope, id("Alb"), { app, ingress, vpc, alerts, users });
  const jobs = new JobsStack(scope, id("Jobs"), { app, vpc, secrets, registry, data, users });
  const ecs = new EcsStack(scope, id("Ecs"), { app, vpc, secrets, registry, data, users, alerts, jobs, alb });
  const edge = alb === null ? null : makeEdge(scope, id("Edge"), app, alb);
  const cdn = app.cdn === null ? null : new CdnStack(scope, id("Cdn"), { app, cdn: app.cdn, alb, baseFolder });
  const observability = new ObservabilityStack(scope, id("Observability"), { app, alerts, data, ecs, alb });
  const stacks: AppStacks = {
    vpc,
    secrets,
    registry,
    alerts,
    data,
    backupCopy,
    users,
    alb,
    jobs,
    ecs,
    edge,
    cdn,
    observability,
  };
  orderStacks(stacks);
  for (const stack of Object.values<AppStack | null>({ ...stacks })) {
    if (stack !== null) keepDeployable(stack);
  }
  return stacks;
}

/** The order of deployment, stated even where a reference would imply it: an import by name implies nothing. */
function orderStacks({
  vpc,
  secrets,
  registry,
  alerts,
  data,
  backupCopy,
  users,
  alb,
  jobs,
  ecs,
  edge,
  cdn,
  observability,
}: AppStacks): void {
  const waits: readonly (readonly [AppStack | null, readonly (AppStack | null)[]])[] = [
    [alerts, [secrets]],
    // The vault must be there before the first copy.
    [data, [vpc, secrets, backupCopy]],
    [alb, [vpc, alerts, users]],
    [jobs, [data, registry, users]],
    [ecs, [jobs, alb]],
    [edge, [alb]],
    // A new client calls what the new services have.
    [cdn, [alb, ecs]],
    [observability, [ecs]],
  ];
  for (const [stack, earlier] of waits)
    for (const each of earlier) if (stack !== null && each !== null) stack.addStackDependency(each);
}

const makeUsers = (scope: Construct, id: string, app: ResolvedApp): UsersStack | null =>
  app.userPools.length === 0 ? null : new UsersStack(scope, id, { app });

function makeEdge(scope: Construct, id: string, app: ResolvedApp, alb: AlbStack): EdgeStack | null {
  const { ingress } = app;
  return ingress?.waf == null || ingress.cdn !== null || ingress.loadBalancer.kind !== "create"
    ? null
    : new EdgeStack(scope, id, { app, ingress, waf: ingress.waf, alb });
}

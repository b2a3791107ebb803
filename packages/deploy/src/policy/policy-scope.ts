import { environmentPrefix } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";

/** Which things of an account a policy is about: those of one environment, by the names that they bear. */
export interface PolicyScope {
  /** `<app>-<environment>`: stacks, the cluster, and what CloudFormation names begin so. */
  readonly prefix: string;
  /** `<app>/<environment>`: repositories, secrets, parameters and log groups. */
  readonly path: string;
  readonly app: string;
  readonly region: string;
  /** Twelve digits, or `*` where it is not known: IAM takes it for whichever account the policy is in. */
  readonly account: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
}

export const policyScope = (app: ResolvedApp, account: string | null): PolicyScope => ({
  prefix: environmentPrefix(app),
  path: `${app.name}/${app.environment.name}`,
  app: app.name,
  region: app.environment.region,
  account: account ?? app.environment.account ?? "*",
  partition: partitionOf(app.environment.region),
});

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** ARN of something in the environment's region. */
export const regional = ({ partition, region, account }: PolicyScope, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** ARN of something that has no region, such as a role. */
export const global = ({ partition, account }: PolicyScope, service: string, resource: string): string =>
  `arn:${partition}:${service}::${account}:${resource}`;

/** What CloudFormation made for one of the environment's stacks; it tags all that takes tags. */
export const ofOurStacks = ({ prefix }: PolicyScope) => ({
  StringLike: { "aws:ResourceTag/aws:cloudformation:stack-name": [`${prefix}-*`] },
});

/** Name of a managed policy of an environment, e.g. `fairlead-llm-proxy-prod-deploy-1`. */
export const environmentPolicyName = (app: ResolvedApp, user: string, part: number): string =>
  `fairlead-${environmentPrefix(app)}-${user}-${part}`;

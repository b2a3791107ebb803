import { UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import { executionPolicies } from "../policy/execution-policy.js";
import { environmentPolicyName } from "../policy/policy-scope.js";
import { environmentRegions } from "../target/environment-regions.js";
import type { DeployTarget } from "../target/deploy-target.js";
import { BOOTSTRAP_STACK } from "./bootstrapping.js";
import type { PutPolicy } from "./managed-policies.js";

export type BootstrapPorts = Pick<DeployPorts, "account" | "bootstrapping" | "managedPolicies"> & {
  readonly stacks: Pick<DeployPorts["stacks"], "describe">;
};

export interface BootstrapRequest {
  readonly target: DeployTarget;
  /**
   * Whether AdministratorAccess stays, if CloudFormation's role has it: other apps of the account deploy with the same role, and may
   * have nothing else. Policies of others stay in any case.
   */
  readonly keepsAdministrator: boolean;
}

/** What was done. */
export interface BootstrapResult {
  readonly account: string;
  readonly regions: readonly BootstrappedRegion[];
  readonly policies: readonly PutPolicy[];
  /** Of resources for which CloudFormation's role needs a policy of the user's own. */
  readonly unknownTypes: readonly string[];
}

export interface BootstrappedRegion {
  readonly region: string;
  readonly change: "changed" | "unchanged";
  /** ARNs of policies that the role had of others, and has still. */
  readonly kept: readonly string[];
}

/** What the CDK takes when nobody says otherwise, and what makes narrower policies pointless beside it. */
const ADMINISTRATOR = "policy/AdministratorAccess";

/** Managed policies that a role takes (IAM user guide, "IAM and AWS STS quotas": 10 unless more are asked for, 2025). */
const MOST_POLICIES = 10;

/**
 * Readies an account for `deploy`: CloudFormation's role gets policies for the types of resources in the templates, in every region that
 * has stacks of the environment. Run again, it brings both up to date. It takes an administrator, once.
 */
export async function bootstrapEnvironment(
  { target, keepsAdministrator }: BootstrapRequest,
  ports: BootstrapPorts,
  report: Report,
): Promise<BootstrapResult> {
  const { app, assembly } = target;
  const { account, arn } = await ports.account.identity();
  if (app.environment.account !== null && app.environment.account !== account)
    throw UserError.of("OtherAccount", {
      message: `Environment "${app.environment.name}" belongs to account ${app.environment.account}, and these credentials are of account ${account} (${arn}).`,
      fix: "Choose the right credentials with --profile or AWS_PROFILE.",
    });
  const { documents, unknownTypes } = executionPolicies(app, assembly, account);
  const policies: PutPolicy[] = [];
  for (const [at, document] of documents.entries())
    policies.push(
      await ports.managedPolicies.put({
        name: environmentPolicyName(app, "execution", at + 1),
        description: `What CloudFormation may do for ${app.name} (${app.environment.name}), part ${at + 1}`,
        document,
      }),
    );
  const own = policies.map((policy) => policy.arn);
  const regions: BootstrappedRegion[] = [];
  for (const region of environmentRegions(app)) {
    const others = await policiesOfOthers(region, app, ports);
    const kept = others.filter((policy) => keepsAdministrator || !policy.endsWith(ADMINISTRATOR));
    refuseTooMany([...kept, ...own], region);
    regions.push({
      region,
      kept,
      change: await bootstrapRegion({ account, region, policies: [...kept, ...own] }, ports, report),
    });
  }
  return { account, regions, policies, unknownTypes };
}

/** Those that somebody else gave to the role; none where there is no bootstrap stack. */
async function policiesOfOthers(
  region: string,
  app: ResolvedApp,
  { stacks, account }: BootstrapPorts,
): Promise<readonly string[]> {
  const stack = await stacks.describe({ name: BOOTSTRAP_STACK, region });
  if (stack === null) return [];
  const stated = (stack.parameters["CloudFormationExecutionPolicies"] ?? "").split(",").filter((arn) => arn !== "");
  // Nothing stated is AdministratorAccess, by the bootstrap template; other apps count on it.
  if (stated.length === 0) {
    const { arn } = await account.identity();
    return [`arn:${arn.split(":")[1] ?? "aws"}:iam::aws:${ADMINISTRATOR}`];
  }
  const own = new RegExp(`:policy/${environmentPolicyName(app, "execution", 0).slice(0, -1)}\\d+$`, "u");
  return stated.filter((arn) => !own.test(arn));
}

/** Whether narrower policies change nothing, since the role may do everything anyhow. */
export const mayDoEverything = ({ kept }: BootstrappedRegion): boolean =>
  kept.some((arn) => arn.endsWith(ADMINISTRATOR));

function refuseTooMany(policies: readonly string[], region: string): void {
  if (policies.length <= MOST_POLICIES) return;
  throw UserError.of("TooManyPolicies", {
    message: `CloudFormation's role in ${region} would have ${policies.length} policies, and a role takes ${MOST_POLICIES}: ${policies.join(", ")}.`,
    fix: "Ask for more under Service Quotas (IAM, managed policies attached to a role), or let this environment have an account of its own.",
  });
}

interface RegionOrder {
  readonly account: string;
  readonly region: string;
  readonly policies: readonly string[];
}

const bootstrapRegion = async (
  { account, region, policies }: RegionOrder,
  { bootstrapping }: BootstrapPorts,
  report: Report,
): Promise<"changed" | "unchanged"> =>
  bootstrapping.bootstrap({
    account,
    region,
    executionPolicies: policies,
    onEvent: ({ logicalId, resourceType, status, reason }) => {
      report({ type: "resource", stack: BOOTSTRAP_STACK, logicalId, resourceType, status, reason });
    },
  });

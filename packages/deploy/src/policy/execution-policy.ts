import type { Assembly } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";
import type { ExecutionGrant } from "./execution-grant.js";
import { EXECUTION_COMPUTE_GRANTS } from "./execution-compute-grants.js";
import { EXECUTION_DATA_GRANTS } from "./execution-data-grants.js";
import { EXECUTION_NETWORK_GRANTS } from "./execution-network-grants.js";
import type { PolicyDocument, PolicyStatement } from "./policy-document.js";
import { policyScope, type PolicyScope } from "./policy-scope.js";
import { splitPolicy } from "./split-policy.js";

const EXECUTION_GRANTS: readonly ExecutionGrant[] = [
  ...EXECUTION_COMPUTE_GRANTS,
  ...EXECUTION_DATA_GRANTS,
  ...EXECUTION_NETWORK_GRANTS,
];

/** What every stack needs, whatever is in it: the CDK's assets, its version, and parameters that AWS publishes. */
const EVERY_STACK: readonly ExecutionGrant[] = [
  {
    sid: "Assets",
    types: [],
    actions: ["s3:GetObject"],
    on: ({ partition, account }) => [`arn:${partition}:s3:::cdk-hnb659fds-assets-${account}-*/*`],
  },
  {
    sid: "TemplateParameters",
    types: [],
    actions: ["ssm:GetParameters"],
    on: ({ partition, account }) => [
      `arn:${partition}:ssm:*:${account}:parameter/cdk-bootstrap/hnb659fds/version`,
      `arn:${partition}:ssm:*::parameter/aws/service/*`,
    ],
  },
];

/** The policies of CloudFormation's role. */
export interface ExecutionPolicies {
  readonly documents: readonly PolicyDocument[];
  /** Types that nobody has written down, such as those that a customization of the user's brings along; they need policies of their own. */
  readonly unknownTypes: readonly string[];
}

/**
 * What CloudFormation's role may do, read off the types of resources in the templates, instead of AdministratorAccess: as many managed
 * policies as it takes. By the permissions that AWS's resource schemas state for each type's handlers (2025), with reads and the
 * verbs of one noun written as patterns; on the environment's own names wherever these are known beforehand.
 *
 * @param account `null`: as the description states it.
 */
export function executionPolicies(app: ResolvedApp, assembly: Assembly, account: string | null): ExecutionPolicies {
  const types = [...new Set(assembly.resources.map(({ type }) => type))];
  const needed = EXECUTION_GRANTS.filter((grant) => types.some((type) => covers(grant, type)));
  // Stacks in other regions are part of the environment, too.
  const scope = { ...policyScope(app, account), region: "*" };
  const grants = [...EVERY_STACK, ...needed].filter(({ actions }) => actions.length > 0);
  return {
    documents: splitPolicy(grants.map((grant) => statement(grant, scope))),
    unknownTypes: types.filter((type) => EXECUTION_GRANTS.every((grant) => !covers(grant, type))).sort(),
  };
}

const covers = ({ types }: ExecutionGrant, type: string): boolean =>
  types.includes(type) || (type.startsWith("Custom::") && types.includes("Custom::*"));

const statement = ({ sid, actions, on, condition }: ExecutionGrant, scope: PolicyScope): PolicyStatement => ({
  Sid: sid,
  Effect: "Allow",
  Action: [...actions].sort(),
  Resource: on?.(scope) ?? ["*"],
  ...(condition === undefined ? {} : { Condition: condition(scope) }),
});

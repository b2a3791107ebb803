import { loadCloudCopilotSimulator, type IamSimulator } from "@fairlead/check";
import type { Assembly } from "@fairlead/constructs";
import {
  deployerPolicies,
  executionPolicies,
  GRANTS,
  type PolicyCondition,
  policyScope,
  type PolicyDocument,
} from "@fairlead/deploy";
import { expectPresent } from "@fairlead/errors";
import { aResolvedApp } from "@fairlead/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const ACCOUNT = "111122223333";
const USERS_OF_POLICIES = ["read", "deploy", "exec", "secrets", "destroy"] as const;

interface Printed {
  readonly policies: readonly { readonly name: string; readonly document: PolicyDocument }[];
  readonly remarks: readonly string[];
}
const isPrinted = (value: unknown): value is Printed =>
  typeof value === "object" && value !== null && "policies" in value && "remarks" in value;

const run = (...argv: readonly string[]) => runFairlead(["policy", "-e", "prod", ...argv], { cwd: aProject() });

async function printed(...argv: readonly string[]): Promise<Printed> {
  const { stdout, code } = await run("--json", ...argv);
  expect(code).toBe(0);
  const value: unknown = JSON.parse(stdout);
  if (!isPrinted(value)) expect.fail(stdout);
  return value;
}

describe("fairlead policy", () => {
  it("prints what whoever deploys needs, narrowed to the environment", async () => {
    const { policies } = await printed();
    expect(policies.map(({ name }) => name)).toEqual([
      "fairlead-llm-proxy-prod-deploy-1",
      "fairlead-llm-proxy-prod-deploy-2",
    ]);
    const all = JSON.stringify(policies);
    expect(all).toContain("repository/llm-proxy/prod/*");
    expect(all).not.toContain("staging");
  });

  it("prints one JSON document for each policy, and their sizes beside", async () => {
    const { stdout, stderr } = await run("--for", "exec");
    expect(JSON.parse(stdout)).toMatchObject({ Version: "2012-10-17" });
    expect(stderr).toContain("fairlead-llm-proxy-prod-exec-1: ");
  });

  it("prints the trust of GitHub's runs, for one repository", async () => {
    const { policies } = await printed(
      ...["--for", "github", "--repository", "acme/shop", "--account", ACCOUNT, "--github-environment", "prod"],
    );
    expect(JSON.stringify(policies)).toContain("repo:acme/shop:environment:prod");
    const branch = await printed("--for", "github", "--repository", "acme/shop", "--account", ACCOUNT);
    expect(JSON.stringify(branch)).toContain("repo:acme/shop:ref:refs/heads/main");
  });

  it("reads CloudFormation's policy off the templates", async () => {
    const { policies } = await printed("--for", "execution");
    const all = JSON.stringify(policies);
    expect(all).toContain("rds:CreateDB*");
    expect(all).not.toContain("cloudfront:");
  });

  it.each([
    [["--for", "everything"], "no policy for"],
    [["--account", "12"], "no AWS account"],
    [["--for", "github"], "names a repository"],
  ])("refuses %j", async (argv, says) => {
    const { code, stderr } = await run(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
});

describe("the policies, as IAM decides", () => {
  const app = aResolvedApp();
  const scope = policyScope(app, ACCOUNT);
  const types = ["AWS::ECS::Service", "AWS::IAM::Role", "AWS::RDS::DBCluster", "AWS::SecretsManager::Secret"];
  const assembly: Assembly = {
    directory: "/nowhere",
    stacks: [],
    resources: types.map((type) => ({ stack: "s", logicalId: type, type, constructPath: type, address: null })),
    violations: [],
  };
  const documents: Readonly<Record<string, readonly PolicyDocument[]>> = {
    ...Object.fromEntries(USERS_OF_POLICIES.map((user) => [user, deployerPolicies(app, user, ACCOUNT)])),
    execution: executionPolicies(app, assembly, ACCOUNT).documents,
  };
  let simulator: IamSimulator;

  beforeAll(async () => {
    simulator = expectPresent(
      await loadCloudCopilotSimulator(),
      "@cloud-copilot/iam-simulate, a development dependency",
    );
  });

  type Context = Readonly<Record<string, string>>;
  const ask = (user: string, action: string, resourceArn: string, context?: Context) =>
    simulator.ask({
      ...(context === undefined ? {} : { context }),
      principalArn: `arn:aws:iam::${ACCOUNT}:role/${user}`,
      accountId: ACCOUNT,
      policies: (documents[user] ?? []).map((document, at) => ({ name: `p${at}`, document })),
      action,
      resourceArn,
    });
  const concrete = (pattern: string) => (pattern === "*" ? "*" : pattern.replaceAll("*", "x"));

  /** A request that meets a condition. */
  const contextOf = (condition: PolicyCondition | undefined): Context | undefined =>
    condition === undefined
      ? undefined
      : Object.fromEntries(
          Object.values(condition).flatMap((keys) =>
            Object.entries(keys).map(([key, values]) => [key, concrete(values[0] ?? "")] as const),
          ),
        );

  it("allow everything that verbs do, on the environment's own things", async () => {
    const refused: string[] = [];
    for (const { group, actions, on, condition } of GRANTS)
      // A key's own policy has to allow it as well, which the simulator isn't given.
      for (const action of actions.filter((each) => !each.startsWith("kms:"))) {
        // A statement's actions are of different types of resources; the simulator knows which, and throws for another.
        const answers = on(scope).map((pattern) =>
          ask(group, action, concrete(pattern), contextOf(condition?.(scope))).catch(() => "refused"),
        );
        if ((await Promise.all(answers)).every((answer) => answer === "refused")) refused.push(`${group} ${action}`);
      }
    expect(refused).toEqual([]);
  });

  it("allow whoever deploys to read", async () => {
    expect(
      await ask("deploy", "ecs:DescribeServices", `arn:aws:ecs:us-east-1:${ACCOUNT}:service/llm-proxy-prod/x`),
    ).toBe("allowed");
  });

  const ELSEWHERE = [
    ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/x`],
    ["iam:AttachRolePolicy", `arn:aws:iam::${ACCOUNT}:role/admin`],
    ["iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/admin`],
    ["sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/admin`],
    ["ecs:UpdateService", `arn:aws:ecs:us-east-1:${ACCOUNT}:service/llm-proxy-staging/x`],
    ["ecr:PutImage", `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/llm-proxy/staging/x`],
    ["cloudformation:DeleteStack", `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/llm-proxy-staging-Data/x`],
    ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:llm-proxy/staging/x-AbCdEf`],
    ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:shop/prod/x-AbCdEf`],
    ["s3:DeleteObject", "arn:aws:s3:::fairlead-releases-111122223333-us-east-1/llm-proxy/prod/releases/000001.json"],
    ["rds:DeleteDBCluster", `arn:aws:rds:us-east-1:${ACCOUNT}:cluster:llm-proxy-prod-main`],
  ] as const;

  it.each(["read", "deploy", "exec", "secrets"])(
    "allow %s nothing of anyone else's, and no data to go",
    async (user) => {
      const allowed: string[] = [];
      for (const [action, arn] of ELSEWHERE)
        if ((await ask(user, action, arn)) !== "refused") allowed.push(`${action} ${arn}`);
      expect(allowed).toEqual([]);
    },
  );

  it("allow CloudFormation to make the environment's roles, and no user, key or administrator", async () => {
    expect(await ask("execution", "iam:CreateRole", `arn:aws:iam::${ACCOUNT}:role/llm-proxy-prod-Ecs-x`)).toBe(
      "allowed",
    );
    for (const [action, arn] of [
      ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/x`],
      ["iam:CreateAccessKey", `arn:aws:iam::${ACCOUNT}:user/x`],
      ["iam:CreateRole", `arn:aws:iam::${ACCOUNT}:role/admin`],
      ["iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/admin`],
      ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:shop/prod/x-AbCdEf`],
      ["organizations:LeaveOrganization", "*"],
    ] as const)
      expect([action, await ask("execution", action, arn)]).toEqual([action, "refused"]);
  });
});

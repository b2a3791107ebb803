import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { deployerPolicies, GRANTS } from "./deployer-policy.js";
import type { GrantGroup } from "./grant.js";
import { MANAGED_POLICY_CHARACTERS, policyCharacters } from "./policy-document.js";

const SOURCES = resolve(import.meta.dirname, "..");

/** IAM's prefix of what each client asks. */
const PREFIXES: Readonly<Record<string, string>> = {
  acm: "acm",
  "application-auto-scaling": "application-autoscaling",
  cloudformation: "cloudformation",
  cloudwatch: "cloudwatch",
  "cloudwatch-logs": "logs",
  ec2: "ec2",
  ecr: "ecr",
  ecs: "ecs",
  "elastic-load-balancing-v2": "elasticloadbalancing",
  iam: "iam",
  rds: "rds",
  "route-53": "route53",
  s3: "s3",
  "secrets-manager": "secretsmanager",
  "service-quotas": "servicequotas",
  ssm: "ssm",
  sts: "sts",
};

/** Where IAM's name of the action is not the API's (Service Authorization Reference, 2025). */
const RENAMED: Readonly<Record<string, string>> = {
  "s3:DeleteObjects": "s3:DeleteObject",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
};

const IMPORT = /import (?:type )?\{([^}]*)\} from "@aws-sdk\/client-([\w-]+)"/gu;

/** Each call of the SDK that a file makes, by what it imports of it. */
function actionsIn(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)].flatMap(([, names = "", client = ""]) =>
    names.split(",").flatMap((name) => {
      const call = /^(?:(\w+)Command|paginate(\w+))$/u.exec(name.trim());
      const operation = call?.[1] ?? call?.[2];
      if (operation === undefined) return [];
      const action = `${PREFIXES[client] ?? `unknown client ${client}`}:${operation}`;
      return [RENAMED[action] ?? action];
    }),
  );
}

// What `bootstrap` does is done by an administrator, once.
const isDeployers = (file: string) => !file.endsWith(".test.ts") && !file.startsWith("bootstrap/");

const files = globSync("**/aws-*.ts", { cwd: SOURCES }).concat(globSync("**/*.ts", { cwd: SOURCES }));
const used = [...new Set(files.filter(isDeployers).flatMap((file) => actionsIn(join(SOURCES, file))))];
const granted = new Set(GRANTS.flatMap(({ actions }) => actions));

const actionsOf = (user: GrantGroup) =>
  deployerPolicies(aResolvedApp(), user, null).flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));

describe("the policies of those who deploy", () => {
  it("allow every call that the adapters make", () => {
    expect(used.length).toBeGreaterThan(40);
    // An adapter that asks something new needs a line in `read-grants.ts` or `change-grants.ts`.
    expect(used.filter((action) => !granted.has(action)).sort()).toEqual([]);
  });

  it("allow nothing by a pattern of actions", () => {
    expect([...granted].filter((action) => action.includes("*"))).toEqual([]);
  });

  it("grant only what reads to whoever reads", () => {
    const reading = /:(?:BatchGet|Describe|Detect|Filter|Get|List|Simulate|StartLiveTail)/u;
    const actions = actionsOf("read");
    expect(actions.filter((action) => !reading.test(action))).toEqual([]);
    expect(actions).not.toContain("secretsmanager:GetSecretValue");
  });

  it("give nobody a shell or the values of secrets who was not given them", () => {
    const actions = actionsOf("deploy");
    expect(actions).not.toContain("secretsmanager:GetSecretValue");
    expect(actions).not.toContain("ecs:ExecuteCommand");
    expect(actions).not.toContain("s3:DeleteObject");
  });

  it.each(["read", "deploy", "exec", "secrets", "destroy"] as const)("fit into managed policies (%s)", (user) => {
    for (const document of deployerPolicies(aResolvedApp(), user, "111122223333"))
      expect(policyCharacters(document)).toBeLessThanOrEqual(MANAGED_POLICY_CHARACTERS);
  });

  it("name each statement once", () => {
    const sids = GRANTS.map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/u);
  });
});

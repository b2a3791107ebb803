import type { Violation } from "@fairlead/constructs";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "./catalogue/catalogue.js";
import { checkApp, checkTemplates } from "./check-app.js";
import { anAssembly } from "./testing/an-assembly.js";

const TODAY = "2026-11-21";

const aViolation = (change: Partial<Violation> = {}): Violation => ({
  tool: "cdk-nag",
  rule: "AwsSolutions-RDS10",
  severity: "error",
  description: "The database does not have deletion protection enabled.",
  fix: null,
  stack: "data",
  logicalId: "Main",
  locations: [],
  ...change,
});

const data = {
  data: {
    resources: {
      Main: { Type: "AWS::RDS::DBCluster" },
      Logs: { Type: "AWS::Logs::LogGroup" },
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          Policies: [
            {
              PolicyDocument: {
                Statement: [
                  { Effect: "Allow", Action: ["s3:PutObject", "s3:GetObject"], Resource: "*" },
                  { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:::x" },
                ],
              },
            },
          ],
        },
      },
    },
  },
};
const addresses = { "data/Main": "databases.main" };

describe("checkApp", () => {
  const check = (violations: readonly Violation[]) =>
    checkApp({
      app: aResolvedApp(),
      assembly: anAssembly(data, { addresses, violations }),
      today: TODAY,
      permissions: [],
    });

  it("says a tool's finding in words of its own, on the part and the line that caused it", () => {
    const finding = check([aViolation()]).find(({ code }) => code === "DatabaseUnprotected");
    expect(finding).toMatchObject({
      severity: "warning",
      message: "databases.main (Main in data) has deletion protection off.",
      address: "databases.main",
      resource: { stack: "data", logicalId: "Main", type: "AWS::RDS::DBCluster" },
      source: { file: "fairlead.config.ts", line: 10 },
      status: { kind: "open" },
    });
  });

  it.each([
    ["cdk-nag", "AwsSolutions-Xyz1", "AwsSolutionsXyz1"],
    ["cloudformation-validate", "E1001", "CloudFormationE1001"],
    ["cdk", "@aws-cdk/aws-ecs:minHealthyPercent", "AwsCdkAwsEcsMinHealthyPercent"],
  ] as const)("passes on a rule of %s that it has no words for, in the tool's words", (tool, rule, code) => {
    const finding = check([aViolation({ tool, rule, severity: "error", fix: "Do it.", description: "It is so" })]).find(
      (one) => one.code === code,
    );
    expect(finding).toMatchObject({
      severity: "error",
      message: "databases.main (Main in data): It is so.",
      fix: "Do it.",
    });
  });

  it("says of a wildcard which actions it is granted for", () => {
    const [finding] = check([aViolation({ rule: "AwsSolutions-IAM5[Resource::*]", logicalId: "Role" })]).filter(
      ({ code }) => code === "WildcardPermission",
    );
    expect(finding?.message).toBe(
      "Role in data has a permission with a wildcard: Resource::* for s3:GetObject, s3:PutObject.",
    );
    expect(finding?.status.kind).toBe("open");
  });

  it("speaks of the template where a tool names no resource", () => {
    const [finding] = check([
      aViolation({ rule: "CdkNagUnreadable", logicalId: null, description: "can't be read" }),
    ]).filter(({ code }) => code === "CdkNagUnreadable");
    expect(finding).toMatchObject({ message: "The template of data: can't be read.", resource: null, address: null });
  });

  it("puts the gravest first, and the same findings in the same order whatever order they came in", () => {
    const violations = [
      aViolation({ rule: "AwsSolutions-RDS6" }),
      aViolation(),
      aViolation({ rule: "AwsSolutions-RDS2" }),
      aViolation({ tool: "cloudformation-validate", rule: "E1001", logicalId: "Logs" }),
    ];
    const there = check(violations);
    expect(check(violations.toReversed())).toEqual(there);
    const ranks = there.map(({ severity }) => ["error", "warning", "note"].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});

describe("checkTemplates", () => {
  it("finds faults in the templates of any CDK app, without a description", () => {
    const findings = checkTemplates(anAssembly(data, { violations: [aViolation()] }));
    expect(findings.map(({ code, address }) => [code, address])).toEqual([
      ["DatabaseUnprotected", null],
      ["LogGroupWithoutRetention", null],
    ]);
  });
});

describe("the catalogue", () => {
  it("has each code once, in PascalCase, with whole sentences and a link", () => {
    const codes = CATALOGUE.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
    for (const { code, title, why, fix, link } of CATALOGUE) {
      expect(code).toMatch(/^([A-Z][a-z0-9]*)+$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^[A-Z].*\.$/s);
      expect(fix).toMatch(/^[A-Z`].*\.$/s);
      expect(link).toMatch(/^(https:\/\/|docs\/)/);
    }
  });
});

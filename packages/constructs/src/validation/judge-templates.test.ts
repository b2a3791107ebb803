import { join } from "node:path";
import { temporaryFolder } from "@fairlead/testkit";
import { beforeEach, describe, expect, it } from "vitest";
import { judgeTemplates, JUDGES } from "./judge-templates.js";
import type { JudgedStack, Verdicts } from "./judged-stack.js";
import { MemoryVerdictStore } from "./verdict-store.js";

const aStack = (name: string, resources: object): JudgedStack => {
  const file = `${name}.template.json`;
  const templateText = JSON.stringify({ Resources: resources });
  const templatePath = join(temporaryFolder({ [file]: templateText }), file);
  return { name, templatePath, templateText, constructPath: name, region: "us-east-1", account: undefined };
};

const aBucket = { Bucket: { Type: "AWS::S3::Bucket" } };

describe("judgeTemplates", () => {
  let asked: string[] = [];
  const judge = (tool: "cloudformation-validate" | "cdk-nag") => () =>
    Promise.resolve((stacks: readonly JudgedStack[]): Verdicts => {
      asked.push(...stacks.map(({ name }) => `${tool} ${name}`));
      return new Map(
        stacks.map(({ name }) => [
          name,
          [{ tool, rule: "R1", severity: "warning", description: name, fix: null, logicalId: "Bucket", locations: [] }],
        ]),
      );
    });
  const judges = { "cloudformation-validate": judge("cloudformation-validate"), "cdk-nag": judge("cdk-nag") };

  beforeEach(() => {
    asked = [];
  });

  it("asks each judge once about a template, however often it is planned", async () => {
    const verdicts = new MemoryVerdictStore();
    const first = await judgeTemplates([aStack("A", aBucket)], verdicts, judges);
    const second = await judgeTemplates([aStack("A", aBucket)], verdicts, judges);
    expect(second).toEqual(first);
    expect(asked).toEqual(["cloudformation-validate A", "cdk-nag A"]);
  });

  it("loads no judge when every verdict is known", async () => {
    const verdicts = new MemoryVerdictStore();
    await judgeTemplates([aStack("A", aBucket)], verdicts, judges);
    const none = () => Promise.reject(new RangeError("A judge was loaded."));
    await expect(
      judgeTemplates([aStack("A", aBucket)], verdicts, { "cloudformation-validate": none, "cdk-nag": none }),
    ).resolves.toHaveLength(2);
  });

  it("asks again about the template that changed, and about no other", async () => {
    const verdicts = new MemoryVerdictStore();
    await judgeTemplates([aStack("A", aBucket), aStack("B", { Other: { Type: "AWS::SQS::Queue" } })], verdicts, judges);
    asked = [];
    await judgeTemplates([aStack("A", aBucket), aStack("B", { Other: { Type: "AWS::SNS::Topic" } })], verdicts, judges);
    expect(asked).toEqual(["cloudformation-validate B", "cdk-nag B"]);
  });

  it("asks again for another region, whose services and sizes differ", async () => {
    const verdicts = new MemoryVerdictStore();
    await judgeTemplates([aStack("A", aBucket)], verdicts, judges);
    asked = [];
    await judgeTemplates([{ ...aStack("A", aBucket), region: "eu-central-1" }], verdicts, judges);
    expect(asked).toHaveLength(2);
  });

  it("names the stack that has the violation, even when two stacks share a template's text", async () => {
    const violations = await judgeTemplates(
      [aStack("A", aBucket), aStack("B", aBucket)],
      new MemoryVerdictStore(),
      judges,
    );
    expect(violations.map(({ stack }) => stack)).toEqual(["A", "B", "A", "B"]);
  });
});

describe("the judges", () => {
  it("let cdk-nag see a property that was set by a raw override, as AWS will", async () => {
    const judge = await JUDGES["cdk-nag"]();
    const verdicts = await judge([
      aStack("Bare", { Topic: { Type: "AWS::ECS::Cluster" } }),
      aStack("Set", {
        Topic: {
          Type: "AWS::ECS::Cluster",
          Properties: { ClusterSettings: [{ Name: "containerInsights", Value: "enabled" }] },
        },
      }),
    ]);
    expect(verdicts.get("Bare")?.map(({ rule, logicalId }) => [rule, logicalId])).toEqual([
      ["AwsSolutions-ECS4", "Topic"],
    ]);
    expect(verdicts.get("Set")).toEqual([]);
  });

  it("let cdk-nag judge a template that takes values from another stack's outputs", async () => {
    const judge = await JUDGES["cdk-nag"]();
    const verdicts = await judge([
      aStack("Reader", {
        Queue: {
          Type: "AWS::SQS::Queue",
          Properties: {
            KmsMasterKeyId: { "Fn::GetStackOutput": { StackName: "Keys", Region: "us-east-1", OutputName: "Key" } },
          },
        },
      }),
    ]);
    expect(verdicts.get("Reader")?.map(({ rule }) => rule)).toContain("AwsSolutions-SQS3");
  });

  it("turn a template that cdk-nag can't read into a warning and not into silence", async () => {
    const judge = await JUDGES["cdk-nag"]();
    const verdicts = await judge([
      aStack("Odd", { Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: { "Fn::NoSuch": 1 } } } }),
    ]);
    expect(verdicts.get("Odd")?.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["CdkNagUnreadable", "warning"],
    ]);
  });

  it("let the CloudFormation validator find a property that doesn't exist", async () => {
    const judge = await JUDGES["cloudformation-validate"]();
    const verdicts = await judge([
      aStack("Typo", { Topic: { Type: "AWS::SNS::Topic", Properties: { TopikName: "x" } } }),
    ]);
    expect(verdicts.get("Typo")?.map(({ severity, logicalId }) => [severity, logicalId])).toContainEqual([
      "error",
      "Topic",
    ]);
  });
});

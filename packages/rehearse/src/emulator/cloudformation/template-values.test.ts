import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../json/json-value.js";
import { NO_VALUE, referencesIn, resolveValue, type TemplateScope } from "./template-values.js";

const scope: TemplateScope = {
  reference: (name) => ({ "AWS::Region": "eu-west-1", Vpc: "vpc-1", Nothing: NO_VALUE })[name],
  attribute: (id, attribute) => `${id}.${attribute}`,
  exported: (name) => (name === "there" ? "exported" : undefined),
  stackOutput: ({ stack, output, region }) => `${stack}/${output}/${region ?? "own"}`,
  conditions: { Yes: { "Fn::Equals": ["a", "a"] }, No: { "Fn::Not": [{ Condition: "Yes" }] } },
  mappings: { Map: { top: { second: "found" } } },
  zones: (region) => [`${region}a`, `${region}b`],
};

describe("the functions of a template", () => {
  it.each([
    [{ Ref: "Vpc" }, "vpc-1"],
    [{ "Fn::GetAtt": ["Role", "Arn"] }, "Role.Arn"],
    [{ "Fn::GetAtt": "Db.Endpoint.Address" }, "Db.Endpoint.Address"],
    [{ "Fn::Sub": "a-${Vpc}-${Role.Arn}-${!Kept}" }, "a-vpc-1-Role.Arn-${Kept}"],
    [{ "Fn::Sub": ["${x}", { x: { Ref: "Vpc" } }] }, "vpc-1"],
    [{ "Fn::Join": ["/", ["a", { Ref: "Vpc" }]] }, "a/vpc-1"],
    [{ "Fn::Select": [1, { "Fn::GetAZs": "" }] }, "eu-west-1b"],
    [{ "Fn::ImportValue": "there" }, "exported"],
    [{ "Fn::GetStackOutput": { StackName: "S", OutputName: "O", Region: "us-east-1" } }, "S/O/us-east-1"],
    [{ "Fn::FindInMap": ["Map", "top", "second"] }, "found"],
    [{ "Fn::If": ["No", "a", "b"] }, "b"],
    [{ a: { Ref: "AWS::NoValue" }, b: [{ Ref: "AWS::NoValue" }, 1] }, { b: [1] }],
  ])("works out %j", (value, worked) => {
    expect(resolveValue(value, scope)).toEqual(worked);
  });

  it("refuses an export that nobody has, in CloudFormation's words", () => {
    expect(() => resolveValue({ "Fn::ImportValue": "gone" }, scope)).toThrow("No export named gone found.");
  });

  it("finds what a value refers to, inside of texts too", () => {
    const value: JsonValue = [{ "Fn::Sub": "${A}${B.Arn}${!C}" }, { Ref: "D" }, { "Fn::GetAtt": ["E", "Id"] }];
    expect(referencesIn(value).map(({ id }) => id)).toEqual(["A", "B", "D", "E"]);
  });
});

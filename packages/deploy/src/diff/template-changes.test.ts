import type { Template, TemplateResource } from "@fairlead/constructs";
import { describe, expect, it } from "vitest";
import { templateChanges } from "./template-changes.js";

const templateWith = (resource: TemplateResource | null): Template => ({
  Resources: { Other: { Type: "AWS::SNS::Topic" }, ...(resource === null ? {} : { Thing: resource }) },
});

const bucket = (
  properties: Readonly<Record<string, unknown>>,
  policies: Partial<TemplateResource> = {},
): TemplateResource => ({
  Type: "AWS::S3::Bucket",
  Properties: properties,
  ...policies,
});

describe("the change of a template", () => {
  it("is nothing between equal templates, and nothing when only metadata differ", async () => {
    const before = templateWith(bucket({ BucketName: "a" }));
    const after = templateWith(bucket({ BucketName: "a" }, { Metadata: { "aws:cdk:path": "moved" } }));

    expect(await templateChanges("Stack", before, before)).toEqual([]);
    expect(await templateChanges("Stack", before, after)).toEqual([]);
  });

  it("is a replacement when CloudFormation can't change a property in place, and tells what is lost", async () => {
    const [change] = await templateChanges(
      "Stack",
      templateWith(bucket({ BucketName: "a" })),
      templateWith(bucket({ BucketName: "b" })),
    );

    expect(change).toMatchObject({
      logicalId: "Thing",
      action: "replace",
      holds: "objects",
      oldResource: "deleted",
      properties: [{ path: "BucketName", before: "a", after: "b", replacement: "always" }],
    });
  });

  it("is an update when a property changes in place, told down to the leaf", async () => {
    const withTag = (value: string) =>
      bucket({
        Tags: [
          { Key: "team", Value: value },
          { Key: "app", Value: "x" },
        ],
      });
    const [change] = await templateChanges("Stack", templateWith(withTag("a")), templateWith(withTag("b")));

    expect(change).toMatchObject({
      action: "update",
      properties: [{ path: "Tags.team.Value", before: "a", after: "b", replacement: "never" }],
    });
  });

  it.each([
    [undefined, "deleted"],
    ["Delete", "deleted"],
    ["Snapshot", "snapshot"],
    ["Retain", "kept"],
    ["RetainExceptOnCreate", "kept"],
  ] as const)("follows DeletionPolicy %s when a resource goes", async (policy, fate) => {
    const policies = policy === undefined ? {} : { DeletionPolicy: policy };
    const [change] = await templateChanges("Stack", templateWith(bucket({}, policies)), templateWith(null));

    expect(change).toMatchObject({ action: "delete", holds: "objects", oldResource: fate });
  });
});

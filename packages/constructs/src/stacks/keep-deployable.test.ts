import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, it } from "vitest";
import { buildStacks } from "./build-stacks.js";

const withoutData = aResolvedApp({
  databases: [],
  caches: [],
  services: [],
  jobs: [],
  images: [],
  ingress: null,
  connections: [],
  observability: { containerInsights: "disabled", dashboard: false, alarms: [], silenced: [] },
});

describe("a stack that has nothing to hold", () => {
  it("holds a resource that costs nothing, so that CloudFormation takes it", () => {
    const { data, registry, ecs } = buildStacks(new App(), withoutData);
    for (const stack of [data, registry, ecs]) {
      Template.fromStack(stack).resourceCountIs("AWS::CloudFormation::WaitConditionHandle", 1);
    }
  });

  it("gets nothing added when it holds something", () => {
    const { data, registry } = buildStacks(new App(), aResolvedApp());
    for (const stack of [data, registry]) {
      Template.fromStack(stack).resourceCountIs("AWS::CloudFormation::WaitConditionHandle", 0);
    }
  });
});

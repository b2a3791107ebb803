import type { ResolvedMetric } from "@fairlead/model";
import { aResolvedApi, aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

/** The statements of the execution role of one part, as text, by their id. */
function secretsReadBy(template: Template, part: string): string {
  const policies: Record<string, unknown> = template.findResources("AWS::IAM::Policy", {
    Properties: { PolicyName: Match.stringLikeRegexp(`^${part}.*ExecutionRole`) },
  });
  return JSON.stringify(policies);
}

describe("what a task may read", () => {
  const stacks = buildStacks(new App({ context: { ...appContext() } }), aResolvedApp());
  const ecs = Template.fromStack(stacks.ecs);

  it("is what its own variables name, and not what another part's do", () => {
    const read = secretsReadBy(ecs, "proxy");
    expect(read).toContain("Secretmanagementtoken");
    expect(read).toContain("DatabasemainUrl");
    expect(read).toContain("CachecacheUrl");
    expect(read).toContain("parameter/llm-proxy/prod/log-level");
    expect(read).not.toContain("openaiapikey");
    expect(read).not.toContain("encryptionkey");
  });

  it("is in no task role", () => {
    const policies: Record<string, unknown> = ecs.findResources("AWS::IAM::Policy", {
      Properties: { PolicyName: Match.stringLikeRegexp("TaskRole") },
    });
    expect(JSON.stringify(policies)).not.toMatch(/secretsmanager:|ssm:Get/);
  });

  it("is a metric that is published through the API, in its namespace alone", () => {
    const published: ResolvedMetric = {
      name: "orders",
      source: { kind: "published", namespace: "Shop/Business", metric: "Orders", dimensions: {}, via: "PutMetricData" },
      statistic: "Sum",
      unit: null,
      group: "Business metrics",
      alarm: null,
    };
    const logged: ResolvedMetric = {
      ...published,
      name: "views",
      source: { kind: "published", namespace: "Shop/Views", metric: "Views", dimensions: {}, via: "EMF" },
    };
    const services = [aResolvedService({ metrics: [published] }), aResolvedApi({ metrics: [logged] })];
    const template = Template.fromStack(
      buildStacks(new App({ context: { ...appContext() } }), aResolvedApp({ services })).ecs,
    );
    const policies = template.findResources("AWS::IAM::Policy", {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([
            {
              Sid: "PublishMetrics",
              Effect: "Allow",
              Action: "cloudwatch:PutMetricData",
              Resource: "*",
              Condition: { StringEquals: { "cloudwatch:namespace": ["Shop/Business"] } },
            },
          ]),
        },
      },
    });
    expect(Object.keys(policies)).toEqual([expect.stringMatching(/^dispatcherTaskTaskRole/u)]);
    expect(JSON.stringify(template.toJSON())).not.toContain("Shop/Views");
  });

  it("lets a service protect tasks of its cluster where it may, and no other service", () => {
    const services = [aResolvedService({ taskProtection: true }), aResolvedApi()];
    const template = Template.fromStack(
      buildStacks(new App({ context: { ...appContext() } }), aResolvedApp({ services })).ecs,
    );
    const policies = template.findResources("AWS::IAM::Policy", {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([
            {
              Sid: "ProtectTask",
              Effect: "Allow",
              Action: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
              Resource: Match.objectLike({ "Fn::Join": ["", Match.arrayWith([":task/llm-proxy-prod/*"])] }),
            },
          ]),
        },
      },
    });
    expect(Object.keys(policies)).toEqual([expect.stringMatching(/^dispatcherTaskTaskRole/u)]);
  });

  it("leaves no value of a secret in any template", () => {
    for (const stack of [stacks.ecs, stacks.jobs]) {
      expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain("{{resolve:secretsmanager");
    }
  });
});

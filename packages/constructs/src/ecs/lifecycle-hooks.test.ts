import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

const SERVICE = "AWS::ECS::Service";

describe("the hooks of a deployment", () => {
  const app = aResolvedApp();
  const gated = (gates: { smokeJob: string | null; approvalMinutes: number | null }): Template => {
    const { ingress } = app;
    if (ingress === null) expect.fail("The test is about an app with an ingress.");
    const routes = ingress.routes.map((route, at) => ({ ...route, testPriority: 900 + at }));
    return Template.fromStack(
      buildStacks(new App({ context: { ...appContext() } }), {
        ...app,
        ingress: { ...ingress, routes },
        services: app.services.map((service) =>
          service.rollout.strategy === "canary" ? { ...service, rollout: { ...service.rollout, ...gates } } : service,
        ),
      }).ecs,
    );
  };

  it("lets a function run the smoke job, and waits for a person", () => {
    const template = gated({ smokeJob: "migrate", approvalMinutes: 60 });
    template.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: Match.objectLike({
        LifecycleHooks: [
          {
            HookTargetArn: Match.anyValue(),
            RoleArn: Match.anyValue(),
            LifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
          },
          {
            TargetType: "PAUSE",
            LifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
            TimeoutConfiguration: { TimeoutInMinutes: 60, Action: "ROLLBACK" },
          },
        ],
      }),
      LoadBalancers: Match.arrayWith([
        Match.objectLike({ AdvancedConfiguration: Match.objectLike({ TestListenerRule: Match.anyValue() }) }),
      ]),
    });
    template.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "llm-proxy-prod-proxy-smoke",
      Environment: {
        Variables: Match.objectLike({
          TASK_DEFINITION: "llm-proxy-prod-migrate",
          URL: "https://llm.example.com",
          HEADER_NAME: "X-Release-Test",
        }),
      },
    });
  });

  it("holds nothing back, and has no function, unless it is asked to", () => {
    const template = gated({ smokeJob: null, approvalMinutes: null });
    const services = JSON.stringify(template.findResources(SERVICE));
    expect(services).not.toContain("LifecycleHooks");
    expect(services).not.toContain("TestListenerRule");
    expect(template.findResources("AWS::Lambda::Function")).toEqual({});
  });
});

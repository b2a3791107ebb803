import { image, rabbitmq, service } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { type AppStacks, buildStacks } from "../stacks/build-stacks.js";

/** A worker, and the broker in a container that it takes its work from. */
function build(): AppStacks {
  const { url } = rabbitmq("tasks", { engine: "container" });
  const worker = service("worker", { image: image("app"), env: { AMQP_URL: url } });
  return buildStacks(new App({ context: { ...appContext() } }), resolveRoots({ services: [worker] }));
}

describe("a broker in a container", () => {
  let data: Template;
  let ecs: Template;
  let vpc: Template;
  beforeAll(() => {
    const stacks = build();
    data = Template.fromStack(stacks.data);
    ecs = Template.fromStack(stacks.ecs);
    vpc = Template.fromStack(stacks.vpc);
  });

  it("runs the official image of an exact version with its data on a volume", () => {
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      Family: "shop-test-tasks",
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          Name: "tasks",
          Image: "public.ecr.aws/docker/library/rabbitmq:4.2.1",
          Environment: Match.arrayWith([{ Name: "RABBITMQ_NODENAME", Value: "rabbit@localhost" }]),
          HealthCheck: Match.objectLike({ Command: ["CMD", "rabbitmq-diagnostics", "-q", "ping"], StartPeriod: 120 }),
          MountPoints: Match.arrayWith([Match.objectLike({ ContainerPath: "/var/lib/rabbitmq", ReadOnly: false })]),
        }),
      ]),
    });
  });

  it("is given its user, its password and its cookie as secrets", () => {
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      Family: "shop-test-tasks",
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          Secrets: ["RABBITMQ_DEFAULT_PASS", "RABBITMQ_DEFAULT_USER", "RABBITMQ_ERLANG_COOKIE"].map((Name) =>
            Match.objectLike({ Name }),
          ),
        }),
      ]),
    });
  });

  it("is one task that nothing scales", () => {
    ecs.hasResourceProperties("AWS::ECS::Service", { ServiceName: "tasks", DesiredCount: 1 });
    const scaled = Object.values(ecs.findResources("AWS::ApplicationAutoScaling::ScalableTarget"));
    expect(JSON.stringify(scaled)).not.toContain("tasks");
  });

  it("is found by the name that its URL holds", () => {
    ecs.hasResourceProperties("AWS::ECS::Service", {
      ServiceName: "tasks",
      ServiceConnectConfiguration: {
        Enabled: true,
        Services: [
          Match.objectLike({ ClientAliases: [Match.objectLike({ DnsName: "tasks.shop-test.internal", Port: 5672 })] }),
        ],
      },
    });
    data.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "shop/test/brokers/tasks/url",
      SecretString: {
        "Fn::Join": ["", Match.arrayWith([Match.stringLikeRegexp("@tasks\\.shop-test\\.internal:5672$")])],
      },
    });
  });

  it("lets in on AMQP's port who names it, and nobody else", () => {
    const rules = vpc.findResources("AWS::EC2::SecurityGroupIngress", { Properties: { FromPort: 5672 } });
    expect(Object.values(rules)).toMatchObject([
      { Properties: { Description: "services.worker to services.tasks: AMQP_URL" } },
    ]);
  });
});

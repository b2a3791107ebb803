import type { ResolvedApp, ResolvedBroker } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Capture, Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { DataStack } from "../data/data-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { VpcStack } from "../vpc/vpc-stack.js";

describe("a broker of Amazon MQ", () => {
  it("is private, in the data subnets, and patched at night", () => {
    synthesize(withBroker("cluster")).template.hasResourceProperties("AWS::AmazonMQ::Broker", {
      BrokerName: "llm-proxy-prod-tasks",
      EngineType: "RABBITMQ",
      EngineVersion: "4.2",
      HostInstanceType: "mq.m7g.large",
      DeploymentMode: "CLUSTER_MULTI_AZ",
      PubliclyAccessible: false,
      AutoMinorVersionUpgrade: true,
      MaintenanceWindowStartTime: { DayOfWeek: "SUNDAY", TimeOfDay: "06:00", TimeZone: "UTC" },
      Logs: { General: true },
    });
  });

  it("has an endpoint in every zone as a cluster, and one subnet as a single instance", () => {
    const subnetsOf = (deployment: "cluster" | "single-instance"): unknown => {
      const SubnetIds = new Capture();
      synthesize(withBroker(deployment)).template.hasResourceProperties("AWS::AmazonMQ::Broker", { SubnetIds });
      return SubnetIds.asArray();
    };
    expect(subnetsOf("cluster")).toHaveLength(3);
    expect(subnetsOf("single-instance")).toHaveLength(1);
  });

  it("is signed in to with what no template holds", () => {
    const reference = (field: string) => ({
      "Fn::Join": ["", ["{{resolve:secretsmanager:", Match.anyValue(), `:SecretString:${field}::}}`]],
    });
    const { template } = synthesize(withBroker("cluster"));
    template.hasResourceProperties("AWS::AmazonMQ::Broker", {
      Users: [{ Username: reference("username"), Password: reference("password") }],
    });
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/brokers/tasks/credentials",
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"app"}',
        GenerateStringKey: "password",
        PasswordLength: 48,
        ExcludePunctuation: true,
      },
    });
  });

  it("hands out its URL as a secret, with the host that its AMQP endpoint names", () => {
    const { stack, template } = synthesize(withBroker("cluster"));
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "llm-proxy/prod/brokers/tasks/url",
      SecretString: {
        "Fn::Join": [
          "",
          Match.arrayWith([
            "amqps://{{resolve:secretsmanager:",
            {
              "Fn::Select": [
                0,
                {
                  "Fn::Split": [
                    ":",
                    {
                      "Fn::Select": [
                        2,
                        {
                          "Fn::Split": [
                            "/",
                            { "Fn::Select": [0, { "Fn::GetAtt": [Match.anyValue(), "AmqpEndpoints"] }] },
                          ],
                        },
                      ],
                    },
                  ],
                },
              ],
            },
            ":5671",
          ]),
        ],
      },
    });
    expect(stack.brokerValue("tasks", "url")).toMatchObject({ kind: "secret", jsonKey: null });
    expect(stack.brokerValue("tasks", "user")).toMatchObject({ kind: "secret", jsonKey: "username" });
    expect(stack.brokerValue("tasks", "password")).toMatchObject({ kind: "secret", jsonKey: "password" });
    expect(stack.brokerValue("tasks", "host")).toMatchObject({ kind: "plain" });
    expect(stack.brokerValue("tasks", "port")).toEqual({ kind: "plain", value: "5671" });
  });

  it("is found in CloudWatch by its name", () => {
    expect(synthesize(withBroker("cluster")).stack.brokerMetricDimensions("tasks")).toEqual({
      Broker: "llm-proxy-prod-tasks",
    });
  });
});

function withBroker(deployment: "cluster" | "single-instance"): ResolvedApp {
  const broker: ResolvedBroker = {
    name: "tasks",
    engine: { kind: "amazon-mq", instanceType: "mq.m7g.large", deployment },
    version: "4.2",
    port: 5671,
  };
  return { ...aResolvedApp(), brokers: [broker] };
}

function synthesize(app: ResolvedApp): { readonly stack: DataStack; readonly template: Template } {
  const scope = new App();
  const vpc = new VpcStack(scope, "Vpc", { app });
  const secrets = new SecretsStack(scope, "Secrets", { app });
  const stack = new DataStack(scope, "Data", { app, vpc, secrets });
  return { stack, template: Template.fromStack(stack) };
}

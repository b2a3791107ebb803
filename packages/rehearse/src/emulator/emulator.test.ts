import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventory } from "../leftovers/inventory.js";
import { type EmulatedAws, startEmulatedAws } from "../testing/emulated-aws.js";
import type { EmulatedApi } from "./api/emulated-api.js";
import { xmlText } from "./api/xml.js";
import { querying } from "./resources/calls.js";

const cloudFormation = querying("cloudformation", "2010-05-15");

describe("an emulator with the front before it", () => {
  let aws: EmulatedAws;
  let api: EmulatedApi;

  beforeAll(async () => {
    aws = await startEmulatedAws({
      rollout: () => null,
      trial: () => ({ faults: [], seed: 1 }),
      job: () => ({ exitCode: 1, seconds: 60, lines: [] }),
    });
    api = aws.front;
  }, 300_000);

  afterAll(async () => {
    await aws.stop();
  });

  const settle = async (name: string): Promise<string> =>
    xmlText(await cloudFormation(api, "DescribeStacks", { StackName: name }), "StackStatus");

  const NETWORK = {
    Resources: {
      Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } },
      Group: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "one", VpcId: { Ref: "Vpc" } } },
      Out: {
        Type: "AWS::EC2::SecurityGroupEgress",
        Properties: {
          GroupId: { "Fn::GetAtt": ["Group", "GroupId"] },
          IpProtocol: "tcp",
          FromPort: 1,
          ToPort: 2,
          CidrIp: "10.0.0.0/16",
        },
      },
      Secret: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "s", GenerateSecretString: {} } },
      Edge: { Type: "AWS::CloudFront::Function", Properties: { Name: "f" } },
    },
    Outputs: { Vpc: { Value: { Ref: "Vpc" }, Export: { Name: "the-vpc" } } },
  };

  it("makes a stack of what moto knows, what its services make and what nothing emulates, and leaves nothing of it", async () => {
    const before = await inventory([api]);
    const made = await cloudFormation(api, "CreateStack", {
      StackName: "network",
      TemplateBody: JSON.stringify(NETWORK),
    });
    const id = xmlText(made, "StackId");
    expect(await settle("network")).toBe("CREATE_COMPLETE");
    const { held: after } = await inventory([api]);
    const held = after.filter((one) => !before.held.some((other) => other.id === one.id));
    expect(held.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["VPC", "Security group", "Secret"]));
    await cloudFormation(api, "DeleteStack", { StackName: "network" });
    expect(await settle(id)).toBe("DELETE_COMPLETE");
    expect(await inventory([api])).toEqual(before);
  });

  it("takes a stack back whose release job fails, as CloudFormation does", async () => {
    const template = {
      Resources: {
        Cluster: { Type: "AWS::ECS::Cluster", Properties: {} },
        Task: {
          Type: "AWS::ECS::TaskDefinition",
          Properties: { Family: "migrate", ContainerDefinitions: [{ Name: "migrate", Image: "i", Memory: 128 }] },
        },
        Gate: {
          Type: "Custom::ReleaseGate",
          Properties: {
            Cluster: { "Fn::GetAtt": ["Cluster", "Arn"] },
            TaskDefinition: { Ref: "Task" },
            LogGroup: "log",
          },
        },
      },
    };
    await cloudFormation(api, "CreateStack", { StackName: "jobs", TemplateBody: JSON.stringify(template) });
    expect(await settle("jobs")).toBe("ROLLBACK_COMPLETE");
    const events = JSON.stringify(await cloudFormation(api, "DescribeStackEvents", { StackName: "jobs" }));
    expect(events).toContain("ended with exit code 1");
  });
});

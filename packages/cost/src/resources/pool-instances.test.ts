import { describe, expect, it } from "vitest";
import { anEstimate, type Resources } from "../testing/an-estimate.js";

const pool = (tasks: { min: number; max: number }, { maxSize = 4, gpus = 0 } = {}): Resources => ({
  Template: { Type: "AWS::EC2::LaunchTemplate", Properties: { LaunchTemplateData: { InstanceType: "g4dn.xlarge" } } },
  Group: {
    Type: "AWS::AutoScaling::AutoScalingGroup",
    Properties: { MinSize: "0", MaxSize: String(maxSize), LaunchTemplate: { LaunchTemplateId: { Ref: "Template" } } },
  },
  Provider: {
    Type: "AWS::ECS::CapacityProvider",
    Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: "Group" } } },
  },
  Task: {
    Type: "AWS::ECS::TaskDefinition",
    Properties: {
      Cpu: "1024",
      Memory: "4096",
      ContainerDefinitions: gpus === 0 ? [] : [{ ResourceRequirements: [{ Type: "GPU", Value: String(gpus) }] }],
    },
  },
  Service: {
    Type: "AWS::ECS::Service",
    Properties: {
      TaskDefinition: { Ref: "Task" },
      CapacityProviderStrategy: [{ CapacityProvider: { Ref: "Provider" }, Weight: 1 }],
    },
  },
  Target: {
    Type: "AWS::ApplicationAutoScaling::ScalableTarget",
    Properties: {
      MinCapacity: tasks.min,
      MaxCapacity: tasks.max,
      ResourceId: { "Fn::Join": ["/", ["service", "cluster", { "Fn::GetAtt": ["Service", "Name"] }]] },
    },
  },
});

describe("the instances of a pool", () => {
  const hours = (resources: Resources) => {
    const line = anEstimate(resources, { load: 0.5 }).lines.find(({ what }) => what.startsWith("hours of"));
    return line === undefined ? null : [line.quantity.min, line.quantity.expected, line.quantity.max];
  };

  it("are there as long as a task is, though the group may shrink to none", () => {
    expect(hours(pool({ min: 1, max: 1 }))).toEqual([730, 730, 730]);
  });

  it("go with the last task", () => {
    expect(hours(pool({ min: 0, max: 2 }))).toEqual([0, 365, 730]);
  });

  it("take one task for each GPU", () => {
    expect(hours(pool({ min: 2, max: 4 }, { gpus: 1 }))).toEqual([1460, 2190, 2920]);
  });

  it("are no more than the group may have", () => {
    expect(hours(pool({ min: 2, max: 8 }, { gpus: 1, maxSize: 3 }))).toEqual([1460, 2190, 2190]);
  });
});

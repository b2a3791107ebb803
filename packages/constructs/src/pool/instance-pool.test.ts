import { image, ingress, type PoolOptions, queue, service, type ServiceOptions, volume } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { buildStacks } from "../stacks/build-stacks.js";

const app = image("app");

function templates(ec2: PoolOptions, options: Partial<ServiceOptions> = {}) {
  const api = service("api", { image: app, port: 8000, cpu: 512, memory: 1024, capacity: { ec2 }, ...options });
  const stacks = buildStacks(new App(), resolveRoots({ ingress: ingress({ routes: { "/*": api } }) }));
  return {
    vpc: Template.fromStack(stacks.vpc),
    jobs: Template.fromStack(stacks.jobs),
    ecs: Template.fromStack(stacks.ecs),
  };
}

describe("a pool of instances", () => {
  const { vpc, jobs, ecs } = templates({ instanceType: ["t4g.medium", "m7g.large"], spot: true, minInstances: 1 });

  it("follows its tasks, drains before it goes, and can be torn down", () => {
    jobs.hasResourceProperties("AWS::ECS::CapacityProvider", {
      AutoScalingGroupProvider: {
        ManagedScaling: Match.objectLike({ Status: "ENABLED", TargetCapacity: 100 }),
        ManagedDraining: "ENABLED",
        ManagedTerminationProtection: "DISABLED",
      },
    });
    jobs.hasResourceProperties("AWS::AutoScaling::AutoScalingGroup", {
      MinSize: "1",
      NewInstancesProtectedFromScaleIn: false,
      DesiredCapacity: Match.absent(),
    });
    // The cluster goes after its instances: their launch template names it.
    const [template] = Object.values(jobs.findResources("AWS::EC2::LaunchTemplate"));
    expect(JSON.stringify(template)).toContain('{"Ref":"AppCluster');
    jobs.resourceCountIs("AWS::AutoScaling::LifecycleHook", 0);
  });

  it("stands beside Fargate in the cluster", () => {
    jobs.hasResourceProperties("AWS::ECS::ClusterCapacityProviderAssociations", {
      CapacityProviders: ["FARGATE", "FARGATE_SPOT", Match.objectLike({ Ref: Match.anyValue() })],
    });
  });

  it("buys Spot where it is cheap and likely to last, of all the types", () => {
    jobs.hasResourceProperties("AWS::AutoScaling::AutoScalingGroup", {
      CapacityRebalance: true,
      MaxInstanceLifetime: 14 * 86_400,
      MixedInstancesPolicy: {
        InstancesDistribution: {
          OnDemandBaseCapacity: 0,
          OnDemandPercentageAboveBaseCapacity: 0,
          OnDemandAllocationStrategy: "prioritized",
          SpotAllocationStrategy: "price-capacity-optimized",
        },
        LaunchTemplate: Match.objectLike({
          Overrides: [{ InstanceType: "t4g.medium" }, { InstanceType: "m7g.large" }],
        }),
      },
    });
  });

  it("starts instances with AWS's newest image, an encrypted disk and metadata for sessions only", () => {
    jobs.hasResourceProperties("AWS::EC2::LaunchTemplate", {
      LaunchTemplateData: Match.objectLike({
        ImageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
        MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [
          { DeviceName: "/dev/xvda", Ebs: Match.objectLike({ Encrypted: true, VolumeSize: 50, VolumeType: "gp3" }) },
        ],
      }),
    });
  });

  it("tells the agent to drain at Spot's notice and to keep the instance's credentials from tasks", () => {
    const [template] = Object.values(jobs.findResources("AWS::EC2::LaunchTemplate"));
    const text = JSON.stringify(template);
    expect(text).toContain("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true");
    expect(text).toContain("ECS_AWSVPC_BLOCK_IMDS=true");
    expect(text).not.toContain("GPU");
  });

  it("lets instances report to their cluster and do nothing else", () => {
    jobs.hasResourceProperties("AWS::IAM::Role", {
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Principal: { Service: "ec2.amazonaws.com" } })],
      }),
      ManagedPolicyArns: Match.absent(),
    });
    jobs.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Sid: "JoinCluster", Resource: { "Fn::GetAtt": [Match.anyValue(), "Arn"] } }),
          Match.objectLike({ Sid: "ServeCluster", Condition: { ArnEquals: { "ecs:cluster": Match.anyValue() } } }),
          Match.objectLike({ Sid: "FindEndpoint", Action: "ecs:DiscoverPollEndpoint", Resource: "*" }),
        ],
      },
    });
  });

  it("opens nothing but 443 outwards", () => {
    const groups = vpc.findResources("AWS::EC2::SecurityGroup", {
      Properties: { GroupDescription: "shop-test network.pools" },
    });
    const [id] = Object.keys(groups);
    const groupId = { "Fn::GetAtt": [id, "GroupId"] };
    expect(vpc.findResources("AWS::EC2::SecurityGroupIngress", { Properties: { GroupId: groupId } })).toEqual({});
    vpc.resourcePropertiesCountIs("AWS::EC2::SecurityGroupEgress", { GroupId: groupId }, 1);
    vpc.hasResourceProperties("AWS::EC2::SecurityGroupEgress", {
      GroupId: groupId,
      FromPort: 443,
      ToPort: 443,
      CidrIp: "0.0.0.0/0",
    });
  });

  it("runs the tasks with addresses of their own, over zones first and then close together", () => {
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      NetworkMode: "awsvpc",
      RequiresCompatibilities: ["EC2"],
      RuntimePlatform: Match.absent(),
    });
    ecs.hasResourceProperties("AWS::ECS::Service", {
      LaunchType: Match.absent(),
      PlatformVersion: Match.absent(),
      CapacityProviderStrategy: [{ CapacityProvider: { "Fn::ImportValue": Match.anyValue() }, Weight: 1 }],
      PlacementStrategies: [
        { Type: "spread", Field: "attribute:ecs.availability-zone" },
        { Type: "binpack", Field: "MEMORY" },
      ],
      NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: "DISABLED" }) },
    });
  });
});

describe("a pool with GPUs", () => {
  const clips = queue("clips");
  const { jobs, ecs } = templates(
    { instanceType: "g6.xlarge" },
    {
      gpus: 1,
      env: { CLIPS_URL: clips.urlForReceiving },
      tasks: { min: 0, max: 1, queueDepth: { of: clips, messagesPerTask: 1 } },
    },
  );

  it("starts from nothing with AWS's image for GPUs", () => {
    jobs.hasResourceProperties("AWS::AutoScaling::AutoScalingGroup", { MinSize: "0" });
    jobs.hasResourceProperties("AWS::EC2::LaunchTemplate", {
      LaunchTemplateData: Match.objectLike({
        ImageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id",
      }),
    });
  });

  it("gives each task its own", () => {
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({ Name: "api", ResourceRequirements: [{ Type: "GPU", Value: "1" }] }),
      ]),
    });
  });
});

describe("an instance whose tasks have a volume", () => {
  it("mounts it, and so reaches it", () => {
    const { vpc } = templates({ instanceType: "m7g.large" }, { volumes: { "/data": volume("data") } });
    vpc.hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
      Description: "network.pools to volumes.data: services.api",
      FromPort: 2049,
    });
  });
});

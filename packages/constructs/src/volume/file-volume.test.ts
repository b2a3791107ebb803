import { image, job, service, volume, type VolumeOptions } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

function synthesize(options: VolumeOptions = {}) {
  const files = volume("files", options);
  const app = resolveRoots({
    services: [service("writer", { image: image("app"), volumes: { "/data": files } })],
    jobs: [job("reader", { image: image("app"), volumes: { "/in": { volume: files, readonly: true } } })],
  });
  const stacks = buildStacks(new App({ context: { ...appContext() } }), app);
  return {
    data: Template.fromStack(stacks.data),
    ecs: Template.fromStack(stacks.ecs),
    jobs: Template.fromStack(stacks.jobs),
    vpc: Template.fromStack(stacks.vpc),
    zones: app.network.zones.length,
  };
}

describe("a volume", () => {
  it("is encrypted, outlives its stack, and is reached by TLS and by roles alone", () => {
    synthesize({ deletionProtection: true }).data.hasResource("AWS::EFS::FileSystem", {
      Properties: {
        Encrypted: true,
        KmsKeyId: Match.anyValue(),
        PerformanceMode: "generalPurpose",
        ThroughputMode: "elastic",
        FileSystemPolicy: {
          Statement: [
            {
              Effect: "Deny",
              Principal: { AWS: "*" },
              Action: [
                "elasticfilesystem:ClientMount",
                "elasticfilesystem:ClientRootAccess",
                "elasticfilesystem:ClientWrite",
              ],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        },
      },
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
    });
  });

  it("has a way in from each zone, into one folder as one user", () => {
    const { data, zones } = synthesize({ owner: { uid: 999, gid: 998 } });
    data.resourceCountIs("AWS::EFS::MountTarget", zones);
    data.hasResourceProperties("AWS::EFS::AccessPoint", {
      PosixUser: { Uid: "999", Gid: "998" },
      RootDirectory: {
        Path: "/files",
        CreationInfo: { OwnerUid: "999", OwnerGid: "998", Permissions: "0750" },
      },
    });
  });

  it("is a folder of the containers that name it, over TLS and with the task's role", () => {
    const { ecs, jobs } = synthesize();
    const mounted = (path: string, readOnly: boolean) => ({
      Volumes: [
        {
          Name: "volume-files",
          EFSVolumeConfiguration: {
            FilesystemId: Match.anyValue(),
            TransitEncryption: "ENABLED",
            AuthorizationConfig: { AccessPointId: Match.anyValue(), IAM: "ENABLED" },
          },
        },
      ],
      ContainerDefinitions: [
        Match.objectLike({
          MountPoints: Match.arrayWith([{ ContainerPath: path, ReadOnly: readOnly, SourceVolume: "volume-files" }]),
        }),
      ],
    });
    jobs.hasResourceProperties("AWS::ECS::TaskDefinition", mounted("/in", true));
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      ...mounted("/data", false),
      Volumes: Match.arrayWith(mounted("/data", false).Volumes),
    });
  });

  it("lets a role through its own access point alone, and write only who may", () => {
    const { ecs, jobs } = synthesize();
    const statement = (sid: string, action: unknown) => ({
      Sid: sid,
      Effect: "Allow",
      Action: action,
      Resource: Match.anyValue(),
      Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": [Match.anyValue()] } },
    });
    ecs.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          statement("WriteFiles", ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]),
        ]),
      },
    });
    jobs.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: { Statement: Match.arrayWith([statement("ReadFiles", "elasticfilesystem:ClientMount")]) },
    });
  });

  it("opens NFS between the tasks that name it and itself", () => {
    const { vpc } = synthesize();
    const ports = Object.values(vpc.findResources("AWS::EC2::SecurityGroupIngress")).map(
      (rule: { Properties?: { FromPort?: number; ToPort?: number } }) => [
        rule.Properties?.FromPort,
        rule.Properties?.ToPort,
      ],
    );
    expect(ports).toEqual([
      [2049, 2049],
      [2049, 2049],
    ]);
  });

  it("moves what nobody reads, unless one process reads it at random", () => {
    synthesize().data.hasResourceProperties("AWS::EFS::FileSystem", {
      LifecyclePolicies: [{ TransitionToIA: "AFTER_30_DAYS" }, { TransitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
    });
    synthesize({ infrequentAccessAfterDays: "never", throughput: { provisionedMibps: 16 } }).data.hasResourceProperties(
      "AWS::EFS::FileSystem",
      { LifecyclePolicies: Match.absent(), ThroughputMode: "provisioned", ProvisionedThroughputInMibps: 16 },
    );
  });
});

import { addressOf, type ResolvedApp, type ResolvedVolume } from "@fairlead/model";
import { RemovalPolicy, Tags } from "aws-cdk-lib";
import { CfnAccessPoint, CfnFileSystem, CfnMountTarget } from "aws-cdk-lib/aws-efs";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { environmentPrefix } from "../stacks/resource-names.js";
import type { VpcStack } from "../vpc/vpc-stack.js";

/** What a {@link FileVolume} is made from. */
export interface FileVolumeProps {
  readonly app: ResolvedApp;
  readonly volume: ResolvedVolume;
  readonly vpc: VpcStack;
  readonly key: IKey;
}

/** How a task finds a volume. */
export interface VolumeLocation {
  readonly fileSystemId: string;
  readonly accessPointId: string;
}

/** What a role names to be let into a volume. */
export interface VolumeArns {
  readonly fileSystemArn: string;
  readonly accessPointArn: string;
}

/** The owner does as it likes, its group reads, and nobody else is there: every client is the owner. */
const FOLDER_PERMISSIONS = "0750";

/** A file system with one way in: by TLS, with a role that may, as one user, into one folder. */
export class FileVolume extends Construct {
  readonly fileSystem: CfnFileSystem;
  readonly accessPoint: CfnAccessPoint;
  /** One in each zone where tasks run. */
  readonly mountTargets: readonly CfnMountTarget[];

  constructor(scope: Construct, id: string, props: FileVolumeProps) {
    super(scope, id);
    const { app, volume, vpc, key } = props;
    this.fileSystem = new CfnFileSystem(this, "FileSystem", {
      encrypted: true,
      kmsKeyId: key.keyArn,
      performanceMode: "generalPurpose",
      ...throughput(volume),
      ...lifecycle(volume),
      // The environment's own plan backs it up, where there is one; two would keep, and bill, everything twice.
      backupPolicy: { status: "DISABLED" },
      fileSystemPolicy: accessPolicy(),
    });
    Tags.of(this.fileSystem).add("Name", `${environmentPrefix(app)}-${volume.name}`);
    this.fileSystem.applyRemovalPolicy(
      volume.deletionProtection ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    );
    this.accessPoint = this.makeAccessPoint(volume);
    const securityGroup = vpc.securityGroupFor(this, addressOf("volume", volume.name));
    this.mountTargets = vpc.vpc.selectSubnets(vpc.dataSubnets).subnetIds.map(
      (subnetId, zone) =>
        new CfnMountTarget(this, `MountTarget-${zone}`, {
          fileSystemId: this.fileSystem.ref,
          subnetId,
          securityGroups: [securityGroup.securityGroupId],
        }),
    );
  }

  get location(): VolumeLocation {
    return { fileSystemId: this.fileSystem.ref, accessPointId: this.accessPoint.ref };
  }

  get arns(): VolumeArns {
    return { fileSystemArn: this.fileSystem.attrArn, accessPointArn: this.accessPoint.attrArn };
  }

  private makeAccessPoint({ name, owner }: ResolvedVolume): CfnAccessPoint {
    const uid = String(owner.uid);
    const gid = String(owner.gid);
    const accessPoint = new CfnAccessPoint(this, "AccessPoint", {
      fileSystemId: this.fileSystem.ref,
      posixUser: { uid, gid },
      rootDirectory: {
        path: `/${name}`,
        creationInfo: { ownerUid: uid, ownerGid: gid, permissions: FOLDER_PERMISSIONS },
      },
    });
    return accessPoint;
  }
}

/**
 * Without a policy EFS lets every client that reaches a mount target do everything. One that allows nothing leaves it to the roles of
 * the tasks, and refuses whoever comes without TLS.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html (2026-11)
 */
const accessPolicy = (): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: "OverTlsAlone",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ],
  });

function throughput({
  throughput: mode,
}: ResolvedVolume): Pick<
  ConstructorParameters<typeof CfnFileSystem>[2] & object,
  "throughputMode" | "provisionedThroughputInMibps"
> {
  return mode.kind === "provisioned"
    ? { throughputMode: mode.kind, provisionedThroughputInMibps: mode.mibPerSecond }
    : { throughputMode: mode.kind };
}

/** EFS's words: `AFTER_1_DAY`, `AFTER_30_DAYS`. A file that is read again is one that is used. */
function lifecycle({
  infrequentAccessAfterDays: days,
}: ResolvedVolume): Pick<ConstructorParameters<typeof CfnFileSystem>[2] & object, "lifecyclePolicies"> {
  if (days === null) return {};
  return {
    lifecyclePolicies: [
      { transitionToIa: `AFTER_${days}_${days === 1 ? "DAY" : "DAYS"}` },
      { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
    ],
  };
}

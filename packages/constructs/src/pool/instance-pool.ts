import { addressOf, type ResolvedApp, type ResolvedPool } from "@fairlead/model";
import { Duration, Tags } from "aws-cdk-lib";
import { AutoScalingGroup, OnDemandAllocationStrategy, SpotAllocationStrategy } from "aws-cdk-lib/aws-autoscaling";
import {
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  InstanceType,
  type ISecurityGroup,
  type IVpc,
  LaunchTemplate,
  MachineImage,
  type SubnetSelection,
  UserData,
} from "aws-cdk-lib/aws-ec2";
import { AsgCapacityProvider, type Cluster } from "aws-cdk-lib/aws-ecs";
import type { Role } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { permissionsOf } from "../ecs/role-permissions.js";
import { markAddress } from "../provenance/mark-address.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { instanceRole } from "./instance-role.js";

/** What a pool of instances is made from. */
export interface InstancePoolProps {
  readonly app: ResolvedApp;
  readonly pool: ResolvedPool;
  readonly cluster: Cluster;
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  readonly securityGroup: ISecurityGroup;
}

/** As long as AWS lets an instance live that it manages itself (ECS Managed Instances; assumed as of 2025). */
const MOST_DAYS = 14;

/**
 * EC2 instances that ECS starts when tasks find no room and ends when they are empty. Each starts with the newest image that AWS has
 * for ECS, and none lives longer than two weeks, so that nobody has to patch one.
 *
 * Managed termination protection is off, and managed draining on. What protects an instance from scale-in is not taken away again
 * when its capacity provider goes, so the group could never be deleted
 * (https://github.com/aws/containers-roadmap/issues/2862, open since 2026-08-26; https://github.com/aws/aws-cdk/issues/18179).
 * Draining does what is wanted of it: tasks of services are moved elsewhere, others are waited for, and then the instance ends
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html, read 2026-11).
 */
export class InstancePool extends Construct {
  readonly role: Role;
  readonly launchTemplate: LaunchTemplate;
  readonly group: AutoScalingGroup;
  readonly provider: AsgCapacityProvider;

  constructor(scope: Construct, id: string, props: InstancePoolProps) {
    super(scope, id);
    const { app, pool, cluster } = props;
    // A pool has no line of its own in the description; the first service that states it has.
    const stating = app.services.find(({ capacity }) => capacity.kind === "ec2" && capacity.pool === pool.name);
    if (stating !== undefined) markAddress(this, addressOf("service", stating.name));
    this.role = instanceRole(this, "Role", cluster, `Instances ${pool.name} of ${environmentPrefix(app)}`);
    this.launchTemplate = this.makeLaunchTemplate(props);
    this.group = this.makeGroup(props);
    Tags.of(this.group).add("Name", `${environmentPrefix(app)}-${pool.name}`);
    // An instance that comes up before its role may register it gives up.
    this.group.node.addDependency(...permissionsOf(this.role));
    this.provider = new AsgCapacityProvider(this, "Provider", {
      autoScalingGroup: this.group,
      enableManagedScaling: true,
      enableManagedTerminationProtection: false,
      enableManagedDraining: true,
    });
    cluster.addAsgCapacityProvider(this.provider);
  }

  private makeLaunchTemplate({ pool, securityGroup }: InstancePoolProps): LaunchTemplate {
    const userData = UserData.forLinux();
    userData.addCommands(...agentSettings(pool).map((line) => `echo ${line} >> /etc/ecs/ecs.config`));
    return new LaunchTemplate(this, "LaunchTemplate", {
      // EC2 reads the parameter at each launch. Assumed: that it does so for a group of several types too.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html (2026-11)
      machineImage: MachineImage.resolveSsmParameterAtLaunch(imageParameter(pool), { userData }),
      instanceType: new InstanceType(pool.instanceTypes[0] ?? ""),
      userData,
      role: this.role.withoutPolicyUpdates(),
      securityGroup,
      requireImdsv2: true,
      // Containers have no way to the instance's own credentials.
      httpPutResponseHopLimit: 1,
      blockDevices: [
        {
          deviceName: "/dev/xvda",
          volume: BlockDeviceVolume.ebs(pool.diskGib, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
    });
  }

  private makeGroup({ pool, vpc, subnets }: InstancePoolProps): AutoScalingGroup {
    return new AutoScalingGroup(this, "Group", {
      vpc,
      vpcSubnets: subnets,
      minCapacity: pool.minInstances,
      maxCapacity: pool.maxInstances,
      maxInstanceLifetime: Duration.days(MOST_DAYS),
      newInstancesProtectedFromScaleIn: false,
      // A Spot instance that is likely to be taken is replaced before it is.
      capacityRebalance: pool.spot,
      mixedInstancesPolicy: {
        launchTemplate: this.launchTemplate,
        launchTemplateOverrides: pool.instanceTypes.map((name) => ({ instanceType: new InstanceType(name) })),
        instancesDistribution: {
          onDemandBaseCapacity: 0,
          onDemandPercentageAboveBaseCapacity: pool.spot ? 0 : 100,
          onDemandAllocationStrategy: OnDemandAllocationStrategy.PRIORITIZED,
          // AWS's own choice where tasks can move: cheap, and out of pools that are likely to run dry.
          spotAllocationStrategy: SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
        },
      },
    });
  }
}

/**
 * Settings of the ECS agent, by the names in its own source (https://github.com/aws/amazon-ecs-agent, agent/config, read 2026-11). CDK
 * adds the cluster's name.
 */
const agentSettings = ({ spot, room }: ResolvedPool): string[] => [
  "ECS_AWSVPC_BLOCK_IMDS=true",
  ...(spot ? ["ECS_ENABLE_SPOT_INSTANCE_DRAINING=true"] : []),
  ...(room.gpus > 0 ? ["ECS_ENABLE_GPU_SUPPORT=true"] : []),
];

const IMAGES = "/aws/service/ecs/optimized-ami/amazon-linux-2023";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html (2026-11) */
function imageParameter({ architecture, room }: ResolvedPool): string {
  if (room.gpus > 0) return `${IMAGES}/gpu/recommended/image_id`;
  switch (architecture) {
    case "arm64":
      return `${IMAGES}/arm64/recommended/image_id`;
    case "x86_64":
      return `${IMAGES}/recommended/image_id`;
  }
}

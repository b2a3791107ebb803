import { type GraphResource, isTrue, numberOf, recordOf, recordsOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed, scaled } from "../charge/range.js";
import { loadAssumption } from "./ecs-service.js";
import { poolInstances } from "./pool-instances.js";
import { priced, type Surroundings } from "./treatment.js";

/** Where none is stated: of Amazon's images for ECS, and of Amazon Linux 2023. */
const DEFAULT_DISK_GB = { ecs: 30, linux: 8 } as const;

/** Instances that tasks run on: hours by type, and their disks. */
export const autoScalingGroup = priced((group, around): readonly Charge[] => {
  const template = launchTemplate(group, around);
  const data = recordOf(template?.properties["LaunchTemplateData"]);
  const instanceType = instanceTypeOf(group) ?? textOf(data["InstanceType"]) ?? "";
  const isSpot = spotOf(group) || textOf(recordOf(data["InstanceMarketOptions"])["MarketType"]) === "spot";
  const running = poolInstances(group, instanceType, around);
  const hours = scaled(running, HOURS_PER_MONTH);
  const assumption = loadAssumption(around);
  return [
    {
      price: isSpot
        ? { service: "EC2 Spot", item: instanceType }
        : { service: "EC2 on-demand Linux", item: instanceType },
      what: `${isSpot ? "Spot " : ""}hours of ${instanceType}`,
      quantity: hours,
      assumption,
    },
    {
      price: { service: "EBS", item: "gp3 storage" },
      what: "GB of disk",
      quantity: scaled(running, diskGb(data["BlockDeviceMappings"], DEFAULT_DISK_GB.ecs)),
      assumption,
    },
    {
      price: { service: "VPC", item: "public IPv4 in use" },
      what: "public IPv4 of each instance",
      quantity: scaled(hours, hasAddress(data["NetworkInterfaces"]) ? 1 : 0),
      assumption,
    },
  ];
});

/** An instance that stands for itself, e.g. one that does a NAT gateway's work; `T3` and `T4g` above their baseline are left out. */
export const instance = priced(({ properties }): readonly Charge[] => {
  const instanceType = textOf(properties["InstanceType"]) ?? "";
  return [
    {
      price: { service: "EC2 on-demand Linux", item: instanceType },
      what: `hours of ${instanceType}`,
      quantity: fixed(HOURS_PER_MONTH),
      assumption: null,
    },
    {
      price: { service: "EBS", item: "gp3 storage" },
      what: "GB of disk",
      quantity: fixed(diskGb(properties["BlockDeviceMappings"], DEFAULT_DISK_GB.linux)),
      assumption: null,
    },
    {
      price: { service: "VPC", item: "public IPv4 in use" },
      what: "public IPv4",
      quantity: fixed(hasAddress(properties["NetworkInterfaces"]) ? HOURS_PER_MONTH : 0),
      assumption: null,
    },
  ];
});

const hasAddress = (interfaces: unknown): boolean =>
  recordsOf(interfaces).some((each) => isTrue(each["AssociatePublicIpAddress"]));

const mixed = ({ properties }: GraphResource): Readonly<Record<string, unknown>> =>
  recordOf(properties["MixedInstancesPolicy"]);

function launchTemplate(group: GraphResource, { graph }: Surroundings): GraphResource | undefined {
  const stated = mixed(group)["LaunchTemplate"];
  const specification = recordOf(recordOf(stated)["LaunchTemplateSpecification"] ?? group.properties["LaunchTemplate"]);
  return graph.follow(group.stack, specification["LaunchTemplateId"])?.resource;
}

const instanceTypeOf = (group: GraphResource): string | undefined =>
  recordsOf(recordOf(mixed(group)["LaunchTemplate"])["Overrides"])
    .map((each) => textOf(each["InstanceType"]))
    .find((name) => name !== undefined);

function spotOf(group: GraphResource): boolean {
  const distribution = recordOf(mixed(group)["InstancesDistribution"]);
  return numberOf(distribution["OnDemandPercentageAboveBaseCapacity"]) === 0;
}

function diskGb(mappings: unknown, otherwise: number): number {
  const stated = recordsOf(mappings).map((each) => numberOf(recordOf(each["Ebs"])["VolumeSize"]) ?? 0);
  return stated.length === 0 ? otherwise : stated.reduce((sum, gb) => sum + gb, 0);
}

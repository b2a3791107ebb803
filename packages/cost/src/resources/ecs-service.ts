import { type GraphResource, numberOf, recordOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { type Range, scaled } from "../charge/range.js";
import { hasPublicAddress, runsOnEc2, serviceTasks, spotShare } from "./service-tasks.js";
import { priced, type Surroundings } from "./treatment.js";

const CPU_UNITS = 1_024;
const MIB_PER_GB = 1_024;
/** https://aws.amazon.com/fargate/pricing/ (2026-11): the first 20 GB of each task cost nothing. */
const FREE_STORAGE_GB = 20;

/** Tasks of a service: Fargate by the second for vCPU and memory, on EC2 nothing beside the instances. */
export const ecsService = priced((service, around) => {
  const tasks = serviceTasks(service, around);
  const hours = scaled(tasks, HOURS_PER_MONTH);
  const assumption = tasks.min === tasks.max ? null : loadAssumption(around);
  const addresses: Charge[] = hasPublicAddress(service)
    ? [
        {
          price: { service: "VPC", item: "public IPv4 in use" },
          what: "public IPv4 of each task",
          quantity: hours,
          assumption,
        },
      ]
    : [];
  const definition = around.graph.follow(service.stack, service.properties["TaskDefinition"])?.resource;
  if (definition === undefined || runsOnEc2(service)) return addresses;
  return [...taskCharges(definition, { hours, spot: spotShare(service), assumption }), ...addresses];
});

/** How an estimate says where the expected number of tasks lies. */
export const loadAssumption = ({ usage }: Surroundings): string =>
  `expected: ${Math.round(usage.load * 100)} % of the way from the least to the most tasks`;

interface TaskHours {
  readonly hours: Range;
  /** Share of them on Spot. */
  readonly spot: number;
  readonly assumption: string | null;
}

/** What a task on Fargate costs for its hours. */
export function taskCharges({ properties }: GraphResource, { hours, spot, assumption }: TaskHours): readonly Charge[] {
  const cpu = (numberOf(properties["Cpu"]) ?? 0) / CPU_UNITS;
  const memory = (numberOf(properties["Memory"]) ?? 0) / MIB_PER_GB;
  const storage = (numberOf(recordOf(properties["EphemeralStorage"])["SizeInGiB"]) ?? 0) - FREE_STORAGE_GB;
  const isArm = textOf(recordOf(properties["RuntimePlatform"])["CpuArchitecture"]) === "ARM64";
  const processor = isArm ? "linux-arm64" : "linux-x86";
  const name = isArm ? "ARM64" : "x86";
  const shares = [
    { share: 1 - spot, prefix: "", label: "" },
    { share: spot, prefix: "spot ", label: "Spot " },
  ].filter(({ share }) => share > 0);
  const compute = shares.flatMap(({ share, prefix, label }): Charge[] => [
    {
      price: { service: "Fargate", item: `${prefix}${processor} vCPU` },
      what: `${label}${name} vCPU hours, ${cpu} vCPU a task`,
      quantity: scaled(hours, cpu * share),
      assumption,
    },
    {
      price: { service: "Fargate", item: `${prefix}${processor} memory` },
      what: `${label}${name} memory hours, ${memory} GB a task`,
      quantity: scaled(hours, memory * share),
      assumption,
    },
  ]);
  if (storage <= 0) return compute;
  const price = { service: "Fargate", item: "ephemeral storage above 20 GB" };
  return [
    ...compute,
    { price, what: `disk hours above ${FREE_STORAGE_GB} GB`, quantity: scaled(hours, storage), assumption },
  ];
}

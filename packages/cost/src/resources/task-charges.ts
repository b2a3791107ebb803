import { type GraphResource, numberOf, recordOf, textOf } from "@fairlead/check";
import type { Charge } from "../charge/charge.js";
import { type Range, scaled, total } from "../charge/range.js";
import type { PaymentTerms } from "../estimate/payment-terms.js";

const CPU_UNITS = 1_024;
const MIB_PER_GB = 1_024;
/** https://aws.amazon.com/fargate/pricing/ (2026-11): the first 20 GB of each task cost nothing. */
const FREE_STORAGE_GB = 20;

/** Hours that tasks run on Fargate. */
export interface TaskHours {
  readonly onDemand: Range;
  readonly spot: Range;
  readonly commitment: PaymentTerms["commitment"];
  readonly assumption: string | null;
}

interface Kind {
  /** Before `vCPU` and `memory` in the name of a price. */
  readonly service: string;
  readonly item: string;
  readonly label: string;
  readonly hours: Range;
}

/** What tasks on Fargate cost for their hours: vCPU, memory, and disk above what is free. */
export function taskCharges({ properties }: GraphResource, task: TaskHours): readonly Charge[] {
  const cpu = sizeOf(properties["Cpu"], CPU_UNITS);
  const memory = sizeOf(properties["Memory"], MIB_PER_GB);
  const storage = (numberOf(recordOf(properties["EphemeralStorage"])["SizeInGiB"]) ?? 0) - FREE_STORAGE_GB;
  const { assumption } = task;
  const platform = recordOf(properties["RuntimePlatform"]);
  const compute = kindsOf(platform, task).flatMap(({ service, item, label, hours }): Charge[] => [
    {
      price: { service, item: `${item} vCPU` },
      what: `${label} vCPU hours, ${cpu} vCPU a task`,
      quantity: scaled(hours, cpu),
      assumption,
    },
    {
      price: { service, item: `${item} memory` },
      what: `${label} memory hours, ${memory} GB a task`,
      quantity: scaled(hours, memory),
      assumption,
    },
  ]);
  const price = { service: "Fargate", item: "ephemeral storage above 20 GB" };
  const hours = total([task.onDemand, task.spot]);
  return [
    ...compute,
    ...licence(platform, scaled(hours, cpu)),
    {
      price,
      what: `disk hours above ${FREE_STORAGE_GB} GB`,
      quantity: scaled(hours, Math.max(0, storage)),
      assumption,
    },
  ];
}

function kindsOf(platform: Readonly<Record<string, unknown>>, { onDemand, spot, commitment }: TaskHours): Kind[] {
  if (isWindows(platform)) return [{ service: "Fargate", item: "windows", label: "Windows", hours: onDemand }];
  const isArm = textOf(platform["CpuArchitecture"]) === "ARM64";
  const processor = isArm ? "arm64" : "x86";
  const label = isArm ? "ARM64" : "x86";
  const kinds: Kind[] = [
    commitment === "none"
      ? { service: "Fargate", item: `linux-${processor}`, label, hours: onDemand }
      : {
          service: "Savings Plans",
          item: `compute savings plan ${commitment === "1-year" ? "1y" : "3y"} no-upfront ${processor}`,
          label: `${label} committed`,
          hours: onDemand,
        },
    { service: "Fargate", item: `spot linux-${processor}`, label: `Spot ${label}`, hours: spot },
  ];
  return kinds.filter(({ hours }) => hours.max > 0);
}

const isWindows = (platform: Readonly<Record<string, unknown>>): boolean =>
  (textOf(platform["OperatingSystemFamily"]) ?? "").startsWith("WINDOWS");

const licence = (platform: Readonly<Record<string, unknown>>, vcpuHours: Range): readonly Charge[] =>
  isWindows(platform)
    ? [
        {
          price: { service: "Fargate", item: "windows OS licence" },
          what: "licence of Windows, vCPU hours",
          quantity: vcpuHours,
          assumption: null,
        },
      ]
    : [];

/** `512`, `"512"`, `"0.5 vCPU"` and `"1 GB"`, all of which ECS takes. */
function sizeOf(value: unknown, unitsInOne: number): number {
  const words = /^(\d*\.?\d+) *(?:vcpu|gb)$/i.exec(typeof value === "string" ? value.trim() : "");
  return words === null ? (numberOf(value) ?? 0) / unitsInOne : Number(words[1]);
}

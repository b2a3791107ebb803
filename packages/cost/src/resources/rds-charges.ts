import { type GraphResource, isTrue, numberOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import type { ResolvedUsage } from "@fairlead/model";
import { supportFee } from "./extended-support.js";
import { databaseVcpu } from "./instance-sizes.js";

type Properties = GraphResource["properties"];

/** What gp3 of RDS brings: 3,000 IOPS, and 12,000 from 400 GB on (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html, 2026-11). */
const INCLUDED_IOPS = { small: 3_000, large: 12_000, fromGb: 400 } as const;

/** A database of RDS that is no member of a cluster: hours, storage, backups, and what comes on top. */
export function rdsCharges({ properties }: GraphResource, usage: ResolvedUsage): readonly Charge[] {
  const instanceClass = textOf(properties["DBInstanceClass"]) ?? "";
  const zones = isTrue(properties["MultiAZ"]) ? "Multi-AZ" : "Single-AZ";
  const service = serviceOf(properties);
  const storage = numberOf(properties["AllocatedStorage"]) ?? 0;
  return [
    {
      price: { service, item: `${instanceClass} ${zones}` },
      what: `hours of ${instanceClass}, ${zones}`,
      quantity: fixed(HOURS_PER_MONTH),
      assumption: null,
    },
    {
      price: { service, item: `${textOf(properties["StorageType"]) ?? "gp2"} storage ${zones}` },
      what: `GB of storage, ${zones}`,
      quantity: fixed(storage),
      assumption: null,
    },
    {
      price: { service, item: `gp3 extra IOPS ${zones}` },
      what: `IOPS above those that are included, ${zones}`,
      quantity: fixed(extraIops(properties, storage)),
      assumption: null,
    },
    backups(properties, { service, storage, usage }),
    ...credits(instanceClass, { service, usage }),
    ...extendedSupport(properties, { service, instanceClass, machines: zones === "Multi-AZ" ? 2 : 1 }),
  ];
}

/** Other engines have prices of their own, which nobody has read: they are unknown rather than PostgreSQL's. */
function serviceOf({ Engine }: Properties): string {
  const engine = textOf(Engine) ?? "postgres";
  return engine === "postgres" ? "RDS PostgreSQL" : `RDS ${engine}`;
}

function extraIops({ Iops, StorageType }: Properties, storage: number): number {
  if (textOf(StorageType) !== "gp3") return 0;
  const included = storage >= INCLUDED_IOPS.fromGb ? INCLUDED_IOPS.large : INCLUDED_IOPS.small;
  return Math.max(0, (numberOf(Iops) ?? 0) - included);
}

const DEFAULT_RETENTION_DAYS = 1;

interface Backed {
  readonly service: string;
  readonly storage: number;
  readonly usage: ResolvedUsage;
}

/** Backups are free up to the storage's size: the first holds all, each further day what changed. */
function backups({ BackupRetentionPeriod }: Properties, { service, storage, usage }: Backed): Charge {
  const days = numberOf(BackupRetentionPeriod) ?? DEFAULT_RETENTION_DAYS;
  const stored = Math.min(usage.storedGb, storage);
  const kept = days === 0 ? 0 : stored * (1 + usage.dailyChange * days);
  return {
    price: { service, item: "backup above free" },
    what: "GB of backups above the storage's size",
    quantity: fixed(Math.max(0, kept - storage)),
    assumption: `${stored} GB stored, of which ${Math.round(usage.dailyChange * 100)} % change in a day, kept for ${days} days`,
  };
}

/**
 * Share of a vCPU that burstable classes may use for ever; above it RDS, which lets them burst without end, charges for vCPU hours
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html, 2026-11).
 */
const BASELINE: Readonly<Record<string, number>> = { micro: 0.1, small: 0.2, medium: 0.2, large: 0.3 };

function credits(instanceClass: string, { service, usage }: Pick<Backed, "service" | "usage">): readonly Charge[] {
  const size = /^db\.t[34]g?\.(\w+)$/.exec(instanceClass)?.[1];
  if (size === undefined) return [];
  const above = Math.max(0, usage.databaseCpu - (BASELINE[size] ?? 0.4));
  return [
    {
      price: { service, item: "T4g CPU credits" },
      what: "vCPU hours above the baseline",
      quantity: fixed(above * databaseVcpu(instanceClass) * HOURS_PER_MONTH),
      assumption: `processors busy for ${Math.round(usage.databaseCpu * 100)} % of the time`,
    },
  ];
}

interface Supported {
  readonly service: string;
  readonly instanceClass: string;
  /** A standby pays too: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-charges.html (2026-11). */
  readonly machines: number;
}

/** What an engine's version costs on top once its standard support has ended; empty: it has not. */
export function extendedSupport(properties: Properties, { service, instanceClass, machines }: Supported): Charge[] {
  const item = supportFee(properties);
  if (item === null) return [];
  return [
    {
      price: { service, item },
      what: `extended support of PostgreSQL ${textOf(properties["EngineVersion"]) ?? ""}, vCPU hours`,
      quantity: fixed(machines * databaseVcpu(instanceClass) * HOURS_PER_MONTH),
      assumption: null,
    },
  ];
}

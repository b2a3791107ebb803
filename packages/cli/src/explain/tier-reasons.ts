import { type ResolvedApp, type TierCell, TIERS, type TierTable } from "@fairlead/model";
import { flatten, partAt } from "./part-values.js";

/** One default of the tier that a part follows unless the description says otherwise, and why it is what it is. */
export interface TierReason {
  /** For example `auroraCapacity`; may be named in an environment's `overrides`. */
  readonly cell: string;
  /** What the tier decides, as JSON. */
  readonly value: string;
  readonly reason: string;
}

type Cell = keyof TierTable;

const CONTAINER: readonly Cell[] = ["cpu", "memory", "architecture", "logRetention"];
const DATABASE: readonly Cell[] = ["backupDays", "deletionProtection", "finalSnapshot", "rotation"];

function databaseCells(app: ResolvedApp, name: string): readonly Cell[] {
  const kind = app.databases.find((database) => database.name === name)?.engine.kind;
  return kind === "rds" ? ["rdsInstance", "rdsMultiAz", ...DATABASE] : ["auroraCapacity", "auroraReaders", ...DATABASE];
}

function serviceCells(app: ResolvedApp, name: string): readonly Cell[] {
  const isPublic = app.ingress?.routes.some(({ action }) => action.kind === "forward" && action.service === name);
  const tasks: readonly Cell[] = isPublic === true ? ["publicTasks", "rollout"] : ["workerTasks"];
  return [...tasks, "capacity", ...CONTAINER, "rollbackOnAlarms", "exec", "tracing"];
}

/** Which cells of the tier's table a part follows. */
function cellsOf(address: string, app: ResolvedApp): readonly Cell[] {
  const [group = "", name = ""] = address.split(".");
  switch (group) {
    case "services":
      return serviceCells(app, name);
    case "jobs":
      return CONTAINER;
    case "databases":
      return databaseCells(app, name);
    case "caches":
      return ["cacheNode", "cacheReplicas", "cacheSnapshotDays"];
    case "brokers":
      return ["brokerInstance", "brokerCluster"];
    case "buckets":
      return ["bucketVersioning", "oldVersionDays", "deletionProtection"];
    case "volumes":
      return ["volumeBackupDays", "deletionProtection"];
    case "ingress":
      return ["waf", "deletionProtection"];
    case "network":
      return ["zones", "nat", "interfaceEndpoints", "flowLogs"];
    case "environments":
      return ["containerInsights", "dashboard", "logRetention"];
    default:
      return [];
  }
}

/** Where a part holds what a cell decides, as `flatten` names it. */
const HELD_AT: Readonly<Partial<Record<Cell, string>>> = {
  cpu: "cpuUnits",
  memory: "memoryMib",
  architecture: "architecture",
  logRetention: "logRetentionDays",
  capacity: "capacity.kind",
  exec: "exec",
  tracing: "tracing",
  rollout: "rollout.strategy",
  rollbackOnAlarms: "rollout.rollbackOnAlarms",
  rdsInstance: "engine.instanceClass",
  rdsMultiAz: "engine.multiAz",
  auroraReaders: "engine.readers",
  backupDays: "backupRetentionDays",
  deletionProtection: "deletionProtection",
  finalSnapshot: "finalSnapshot",
  cacheNode: "nodeType",
  cacheReplicas: "replicas",
  cacheSnapshotDays: "snapshotRetentionDays",
};

/** Ranges are held in two places. */
const RANGES_HELD_AT: Readonly<Partial<Record<Cell, { readonly min: string; readonly max: string }>>> = {
  publicTasks: { min: "scaling.minTasks", max: "scaling.maxTasks" },
  workerTasks: { min: "scaling.minTasks", max: "scaling.maxTasks" },
  auroraCapacity: { min: "engine.minCapacityAcu", max: "engine.maxCapacityAcu" },
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Whether a part has what the tier decides, as far as it can be seen in the part. */
function isFollowed(cell: Cell, value: unknown, held: ReadonlyMap<string, string>): boolean {
  const range = RANGES_HELD_AT[cell];
  if (range !== undefined) {
    return textOf(value) === `{"min":${held.get(range.min) ?? ""},"max":${held.get(range.max) ?? ""}}`;
  }
  const there = held.get(HELD_AT[cell] ?? "");
  return there === undefined || there === textOf(value);
}

/** The tier's decisions that a part follows, each with its reason; those that the description made otherwise are its own. */
export function tierReasons(address: string, app: ResolvedApp): readonly TierReason[] {
  const table = TIERS[app.environment.tier];
  const held = new Map(flatten(partAt(app, address) ?? {}));
  return cellsOf(address, app).flatMap((cell) => {
    const { value, reason }: TierCell<unknown> = table[cell];
    return isFollowed(cell, value, held) ? [{ cell, value: JSON.stringify(value), reason }] : [];
  });
}

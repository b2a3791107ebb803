import { type ResolvedApp, type TierCell, TIERS, type TierTable } from "@fairlead/model";

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

/** The tier's decisions behind a part, each with its reason. */
export function tierReasons(address: string, app: ResolvedApp): readonly TierReason[] {
  const table = TIERS[app.environment.tier];
  return cellsOf(address, app).map((cell) => {
    const { value, reason }: TierCell<unknown> = table[cell];
    return { cell, value: JSON.stringify(value), reason };
  });
}

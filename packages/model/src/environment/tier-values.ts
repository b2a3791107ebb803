import type { NatOptions } from "./environment-options.js";

/** A range of tasks. */
export interface TaskRange {
  readonly min: number;
  readonly max: number;
}

/** What a tier decides; every cell may be overridden by an environment. */
export interface TierValues {
  /** Availability zones, 2 or 3. */
  readonly zones: number;
  readonly nat: NatOptions;
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogs: "ALL" | "REJECT";
  /** Tasks of a service that a route leads to. */
  readonly publicTasks: TaskRange;
  /** Tasks of a service that no route leads to. */
  readonly workerTasks: TaskRange;
  readonly capacity: "fargate" | "fargate-spot";
  readonly architecture: "arm64" | "x86_64";
  /** ECS units. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly exec: boolean;
  readonly tracing: boolean;
  /** Of a service that a route leads to; the others roll. */
  readonly rollout: "rolling" | "canary" | "blue-green";
  readonly rollbackOnAlarms: boolean;
  /** Aurora capacity units. */
  readonly auroraCapacity: { readonly min: number; readonly max: number };
  readonly auroraReaders: number;
  /** Class without `db.`. */
  readonly rdsInstance: string;
  readonly rdsMultiAz: boolean;
  readonly backupDays: number;
  /** Of databases, buckets, volumes and of the load balancer. */
  readonly deletionProtection: boolean;
  readonly finalSnapshot: boolean;
  readonly rotation: "none" | { readonly everyDays: number };
  readonly cacheNode: string;
  readonly cacheReplicas: number;
  readonly cacheSnapshotDays: number;
  /** Of Amazon MQ. */
  readonly brokerInstance: string;
  /** Of Amazon MQ: three nodes in three zones. */
  readonly brokerCluster: boolean;
  /** Whether buckets keep what was overwritten or deleted. */
  readonly bucketVersioning: boolean;
  /** Days that it is kept. */
  readonly oldVersionDays: number;
  /** Days that daily backups of volumes are kept; 0: none are made. */
  readonly volumeBackupDays: number;
  readonly waf: boolean;
  readonly containerInsights: "disabled" | "enabled" | "enhanced";
  readonly dashboard: boolean;
  /** Days, one of CloudWatch's values. */
  readonly logRetention: number;
}

/** Cells of a tier's table that an environment states itself. */
export type TierOverrides = { readonly [Cell in keyof TierValues]?: TierValues[Cell] | undefined };

/** One cell: what is decided and why. */
export interface TierCell<Value> {
  readonly value: Value;
  readonly reason: string;
}

/** A tier as a table of cells. */
export type TierTable = { readonly [Cell in keyof TierValues]: TierCell<TierValues[Cell]> };

/** An ElastiCache replication group: encrypted at rest and in transit, AUTH required. */
export interface ResolvedCache {
  readonly name: string;
  readonly engine: "valkey" | "redis";
  /** As ElastiCache names it, e.g. `8.1`. */
  readonly version: string;
  /** For example `cache.t4g.micro`. */
  readonly nodeType: string;
  /** Nodes beside the primary, in other zones; with at least one, failover is automatic. */
  readonly replicas: number;
  readonly port: number;
  /** 0: no snapshots. */
  readonly snapshotRetentionDays: number;
  /** What goes first when memory is full (`maxmemory-policy`). */
  readonly evictionPolicy: string;
  /** What it must hold at once and never drop; `null`: unknown. */
  readonly holdsMib: number | null;
}

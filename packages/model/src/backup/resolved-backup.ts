import type { Address } from "../address.js";

/** A daily backup by AWS Backup. */
export interface ResolvedBackup {
  /** In UTC. */
  readonly scheduleExpression: string;
  readonly keepDays: number;
  /** `null`: backups lie where the data does. */
  readonly copy: { readonly region: string; readonly keepDays: number } | null;
  /** Databases, versioned buckets and volumes that it covers; never empty. */
  readonly of: readonly Address[];
}

import { type Address, addressOf } from "../address.js";
import type { ResolvedBucket } from "../bucket/resolved-bucket.js";
import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedPostgres } from "../postgres/resolved-postgres.js";
import type { ResolvedVolume } from "../volume/resolved-volume.js";
import type { BackupOptions } from "./backup-options.js";
import type { ResolvedBackup } from "./resolved-backup.js";

/** AWS Backup's own default hour, before the maintenance windows of databases and caches. */
const DEFAULT_SCHEDULE = "cron(0 5 ? * * *)";

/** A mistake is noticed within a week. */
const LEAST_DEFAULT_DAYS = 7;

/** What may be backed up. */
export interface Restorable {
  readonly databases: readonly ResolvedPostgres[];
  readonly buckets: readonly ResolvedBucket[];
  readonly volumes: readonly ResolvedVolume[];
}

/**
 * Who states a backup has everything in it. By itself a tier backs up the volumes alone: databases have backups of their own, buckets
 * have old versions, and a volume has nothing unless somebody makes it. `null`: there is nothing to back up, or it isn't wanted.
 */
export function resolveBackup(
  options: BackupOptions | undefined,
  tier: TierValues,
  restorable: Restorable,
): ResolvedBackup | null {
  if (options === "none" || (options === undefined && tier.volumeBackupDays === 0)) return null;
  const of = options === undefined ? volumesOf(restorable) : everythingOf(restorable);
  if (of.length === 0) return null;
  const stated = options ?? {};
  const keepDays = stated.keepDays ?? (options === undefined ? tier.volumeBackupDays : leastDays(tier));
  return {
    scheduleExpression: stated.at ?? DEFAULT_SCHEDULE,
    keepDays,
    copy: resolveCopy(stated.copyTo, keepDays),
    of: of.toSorted(),
  };
}

const leastDays = ({ volumeBackupDays }: TierValues): number => Math.max(LEAST_DEFAULT_DAYS, volumeBackupDays);

const volumesOf = ({ volumes }: Restorable): Address[] => volumes.map(({ name }) => addressOf("volume", name));

/** AWS Backup takes no bucket without versions (AWS Backup developer guide, "Amazon S3 backups", 2026-11). */
const everythingOf = (restorable: Restorable): Address[] => [
  ...restorable.databases.map(({ name }) => addressOf("postgres", name)),
  ...restorable.buckets
    .filter(({ versioning }) => versioning.kind === "on")
    .map(({ name }) => addressOf("bucket", name)),
  ...volumesOf(restorable),
];

function resolveCopy(copyTo: Exclude<BackupOptions, "none">["copyTo"], keepDays: number): ResolvedBackup["copy"] {
  if (copyTo === undefined) return null;
  return typeof copyTo === "string"
    ? { region: copyTo, keepDays }
    : { region: copyTo.region, keepDays: copyTo.keepDays ?? keepDays };
}

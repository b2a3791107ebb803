import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";

export interface VolumeOptions {
  /**
   * How many tasks may write at a time. `"one"`: the files belong to one process, as those of SQLite, Chroma or RabbitMQ do;
   * the service that mounts it then runs one task, and the old task stops before the new one starts. Default `"many"`.
   */
  readonly writers?: VolumeWriters | undefined;
  /**
   * The user and the group that every file is read, written and owned as, whoever the process is; default 1000 and 1000, the
   * first user of most images.
   */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** Default `"elastic"`: billed by what is read and written, and never short of credits. */
  readonly throughput?: VolumeThroughputOptions | undefined;
  /**
   * Days without a read after which a file costs less and its next read is billed; `"never"` for files that are read and
   * written at random. Default 30, with one writer `"never"`.
   */
  readonly infrequentAccessAfterDays?: InfrequentAccessDays | "never" | undefined;
  /** Whether it outlives its stack; default the tier's. */
  readonly deletionProtection?: boolean | undefined;
}

export type VolumeWriters = "one" | "many";

/** EFS's throughput modes. */
export type VolumeThroughputOptions = "elastic" | "bursting" | { readonly provisionedMibps: number };

/** The days that EFS offers (EFS, LifecyclePolicy; quoted by aws-cdk-lib 2.276, 2026-11). */
export const INFREQUENT_ACCESS_DAYS = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;

export type InfrequentAccessDays = (typeof INFREQUENT_ACCESS_DAYS)[number];

/** Files that outlive the tasks that write them. */
export type Volume = Part<"volume">;

/**
 * Declares a volume on EFS: encrypted in transit and at rest, mounted by those alone that name it in their `volumes`.
 *
 * @param name Unique among the app's volumes.
 */
export function volume(name: string, options: VolumeOptions = {}): Volume {
  return makePart({ kind: "volume", name, options, source: findDeclarationSite(volume) });
}

import type { Described } from "../app/described-app.js";
import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedVolume, ResolvedVolumeThroughput } from "./resolved-volume.js";
import type { VolumeOptions } from "./volume.js";

/** What volumes have unless they say otherwise. */
const VOLUME_DEFAULTS = {
  writers: "many",
  /** The first user of most images; root's files would be open to whoever breaks out of a container. */
  owner: { uid: 1000, gid: 1000 },
  /** NFS's own (EFS user guide, "Source ports for working with EFS", 2026-11). */
  port: 2049,
  /** What EFS's console proposes (EFS user guide, "Managing storage lifecycle", 2026-11). */
  infrequentAccessAfterDays: 30,
} as const satisfies Partial<ResolvedVolume>;

/** Fills the gaps of a volume. */
export const resolveVolume = ({ name, options }: Described<"volume">, tier: TierValues): ResolvedVolume => ({
  name,
  writers: options.writers ?? VOLUME_DEFAULTS.writers,
  owner: options.owner === undefined ? VOLUME_DEFAULTS.owner : { uid: options.owner.uid, gid: options.owner.gid },
  // Bursting throughput grows with what is stored: an index of 1 GiB would have 50 KiB/s once its credits are spent.
  throughput: resolveThroughput(options.throughput ?? "elastic"),
  infrequentAccessAfterDays: resolveInfrequentAccess(options),
  port: VOLUME_DEFAULTS.port,
  deletionProtection: options.deletionProtection ?? tier.deletionProtection,
});

function resolveThroughput(options: NonNullable<VolumeOptions["throughput"]>): ResolvedVolumeThroughput {
  return typeof options === "string"
    ? { kind: options }
    : { kind: "provisioned", mibPerSecond: options.provisionedMibps };
}

/** The files of one process are an index or a database: it reads them at random, and each first read would be billed and late. */
function resolveInfrequentAccess({
  infrequentAccessAfterDays: days,
  writers,
}: VolumeOptions): ResolvedVolume["infrequentAccessAfterDays"] {
  if (days === "never") return null;
  return days ?? (writers === "one" ? null : VOLUME_DEFAULTS.infrequentAccessAfterDays);
}

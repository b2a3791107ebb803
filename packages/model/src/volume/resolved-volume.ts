import type { InfrequentAccessDays, VolumeWriters } from "./volume.js";

/** A file system of EFS with one access point: encrypted, reached by TLS and with the role of the task alone. */
export interface ResolvedVolume {
  readonly name: string;
  /** `one`: its files belong to one process at a time. */
  readonly writers: VolumeWriters;
  /** Who every file is read, written and owned as. */
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly throughput: ResolvedVolumeThroughput;
  /** `null`: files stay where reading them is free. */
  readonly infrequentAccessAfterDays: InfrequentAccessDays | null;
  /** NFS's. */
  readonly port: number;
  /** Whether it outlives its stack. */
  readonly deletionProtection: boolean;
}

export type ResolvedVolumeThroughput =
  | { readonly kind: "elastic" }
  | { readonly kind: "bursting" }
  | { readonly kind: "provisioned"; readonly mibPerSecond: number };

/** A folder of a container that is a volume. */
export interface ResolvedVolumeMount {
  /** Where in the container. */
  readonly path: string;
  /** Name of a {@link ResolvedVolume}. */
  readonly volume: string;
  readonly access: "read" | "write";
}

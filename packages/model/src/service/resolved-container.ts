import type { BucketAccess } from "../bucket/resolved-bucket.js";
import type { QueueAccess } from "../queue/resolved-queue.js";
import type { ResolvedSharedFolder, ResolvedSidecar, ResolvedStart } from "../sidecar/resolved-sidecar.js";
import type { ResolvedVolumeMount } from "../volume/resolved-volume.js";
import type { UserPoolOutput } from "../user-pool/resolved-user-pool.js";

/** What the task definitions of services and jobs have in common. */
export interface ResolvedContainer {
  /** Name of a {@link ResolvedImage}. */
  readonly image: string;
  /** `null`: the image's own. */
  readonly command: readonly string[] | null;
  readonly environment: readonly ResolvedVariable[];
  /** 1024 is one vCPU. */
  readonly cpuUnits: number;
  readonly memoryMib: number;
  readonly architecture: "arm64" | "x86_64";
  /** Fargate gives 20 for nothing; 21 to 200 are billed. */
  readonly ephemeralStorageGib: number;
  readonly readonlyRootFilesystem: boolean;
  /** Folders that stay writable on a read-only root: empty volumes that end with the task. */
  readonly writablePaths: readonly string[];
  /** What its own container waits for. */
  readonly startAfter: readonly ResolvedStart[];
  /** Folders that its own container shares with the sidecars, sorted by name. */
  readonly sharedFolders: readonly ResolvedSharedFolder[];
  /** Sorted by name. */
  readonly sidecars: readonly ResolvedSidecar[];
  /** Folders that are volumes, sorted by their paths. */
  readonly volumeMounts: readonly ResolvedVolumeMount[];
  /** TCP ports that the tasks may open to the internet. */
  readonly internetPorts: readonly number[];
  readonly logRetentionDays: number;
}

/** One variable of a container, sorted by name in {@link ResolvedContainer.environment}. */
export interface ResolvedVariable {
  readonly name: string;
  readonly value: ResolvedValue;
}

/** Where a variable's value comes from. Whatever is not `literal` is a reference, and so a connection. */
export type ResolvedValue =
  | { readonly kind: "literal"; readonly value: string }
  /** `key`: one field of a secret that holds JSON; `null`: the whole value. */
  | { readonly kind: "secret"; readonly secret: string; readonly key: string | null }
  | { readonly kind: "parameter"; readonly parameter: string }
  | { readonly kind: "database"; readonly database: string; readonly output: DatabaseOutput }
  | { readonly kind: "cache"; readonly cache: string; readonly output: CacheOutput }
  /** `runBy`: the service that the broker is reached at; `null`: it is Amazon MQ's, or the container is the broker. */
  | {
      readonly kind: "broker";
      readonly broker: string;
      readonly output: BrokerOutput | BrokerSecret;
      readonly runBy: string | null;
    }
  | { readonly kind: "service"; readonly service: string; readonly output: ServiceOutput }
  | { readonly kind: "bucket"; readonly bucket: string; readonly access: BucketAccess }
  | { readonly kind: "queue"; readonly queue: string; readonly access: QueueAccess }
  | { readonly kind: "model"; readonly model: string }
  | { readonly kind: "user-pool"; readonly userPool: string; readonly output: UserPoolOutput };

/** `url`, `user` and `password` are injected as secrets: a rotation changes them. The others are plain. */
export type DatabaseOutput = "url" | "host" | "port" | "name" | "user" | "password" | "ssl-mode";

export type CacheOutput = "url" | "host" | "port" | "password";

/** All three are plain: the name follows from the names of service, app and environment. */
export type ServiceOutput = "url" | "host" | "port";

/** `url`, `user` and `password` are injected as secrets. */
export type BrokerOutput = "url" | "host" | "port" | "user" | "password";

/** What the container of a broker is given itself; all of it is injected. */
export type BrokerSecret = "user" | "password" | "erlang-cookie";

import type { Image } from "../image/image.js";
import type { Parameter } from "../parameter/parameter.js";
import type { Part } from "../part/part.js";
import type { SharedFolders, SidecarOptions, StartAfter } from "../sidecar/sidecar.js";
import type { VolumeMounts } from "../volume/volume-mounts.js";
import type { OutputReference } from "./reference.js";

/** What a variable may refer to; naming it is what connects the container with it. */
export type Reference = OutputReference | Part<"secret"> | Parameter;

/** The value of a variable: plain text, or a reference. */
export type EnvValue = string | number | boolean | Reference;

/** Variables of a container by name. */
export type Env = Readonly<Record<string, EnvValue>>;

/** What services and jobs have in common. */
export interface ContainerOptions {
  readonly image: Image;
  /** Arguments in place of the image's own command. */
  readonly command?: readonly string[] | undefined;
  /** Variables; a reference in here is a connection, and nothing else is. */
  readonly env?: Env | undefined;
  /** ECS units, 1024 is one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. Default the tier's. */
  readonly cpu?: number | undefined;
  /** MiB; default the tier's, or the least that Fargate pairs with `cpu`. */
  readonly memory?: number | undefined;
  /** Default the tier's: `arm64`, which costs a fifth less than x86_64. */
  readonly architecture?: "arm64" | "x86_64" | undefined;
  /**
   * TCP ports that the tasks may open to the internet. Default `[443]`: model providers and AWS's own interfaces speak HTTPS,
   * all else stays shut. `[]` closes it, which needs interface endpoints for what AWS itself needs.
   */
  readonly internet?: readonly number[] | undefined;
  /** Default true: what gets into a container can't write itself into it. */
  readonly readonlyRootFilesystem?: boolean | undefined;
  /** Folders that stay writable on a read-only root; default `["/tmp"]`, which most runtimes expect. */
  readonly writablePaths?: readonly string[] | undefined;
  /** Sidecars that must have come so far before this container starts; default it starts at once. */
  readonly startAfter?: readonly StartAfter[] | undefined;
  /** Folders that this container shares with its sidecars. Default none. */
  readonly sharedFolders?: SharedFolders | undefined;
  /** Containers beside this one, in the same task, by name. Default none. */
  readonly sidecars?: Readonly<Record<string, SidecarOptions>> | undefined;
  /** Volumes by the folder that each is seen as; naming one here is a connection. Default none. */
  readonly volumes?: VolumeMounts | undefined;
  /** GiB, 20 to 200; default 20, which Fargate gives for nothing. */
  readonly ephemeralStorage?: number | undefined;
  /** Days, one of CloudWatch's values; default the tier's. */
  readonly logRetention?: number | undefined;
}

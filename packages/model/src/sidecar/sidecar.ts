import type { Env } from "../service/container-options.js";
import type { Image } from "../image/image.js";
import type { VolumeMounts } from "../volume/volume-mounts.js";
import type { ContainerHealthOptions } from "../service/service.js";

/** How far another container must have come before this one starts. */
export type ContainerCondition = "started" | "healthy" | "complete" | "successful";

/**
 * A container of the same task by its name: that of the sidecar, or of the service or job itself. A name alone means: `healthy`
 * where that container has a health check, `successful` where it is not essential (it prepares something and ends), `started`
 * otherwise.
 */
export type StartAfter = string | { readonly container: string; readonly is: ContainerCondition };

/**
 * Folders that containers of a task share, by the name that they have in common. They are empty when the task starts, end with it,
 * and belong to root unless the image declares a VOLUME at that path (AWS's words: "the permissions that the image sets").
 */
export type SharedFolders = Readonly<
  Record<string, string | { readonly path: string; readonly readonly?: boolean | undefined }>
>;

/**
 * A container beside the one of a service or job. They share the task: one network (`localhost`), one security group, one role. A
 * reference in its variables therefore connects the whole task.
 */
export interface SidecarOptions {
  readonly image: Image;
  /** Arguments in place of the image's own command. */
  readonly command?: readonly string[] | undefined;
  /** Variables; a reference in here connects the whole task. */
  readonly env?: Env | undefined;
  /** Where it listens; the task's other containers reach it at `localhost`, nobody else does. */
  readonly port?: number | undefined;
  /** Default true: its end ends the task. False for what prepares something and ends, and for what the task can do without. */
  readonly essential?: boolean | undefined;
  /** Default at once. */
  readonly startAfter?: readonly StartAfter[] | undefined;
  /** ECS units that it is sure of, out of the task's; default what the others leave. */
  readonly cpu?: number | undefined;
  /** MiB, out of the task's; with more it is ended. Default no limit but the task's. */
  readonly memory?: number | undefined;
  /** Asked inside the container; a list is its command. Default none. */
  readonly health?: readonly string[] | ContainerHealthOptions | undefined;
  /** Default true. */
  readonly readonlyRootFilesystem?: boolean | undefined;
  /** Folders that stay writable on a read-only root; default `["/tmp"]`. */
  readonly writablePaths?: readonly string[] | undefined;
  /** Folders that it shares with the task's other containers. Default none. */
  readonly sharedFolders?: SharedFolders | undefined;
  /** Volumes by the folder that each is seen as. Default none. */
  readonly volumes?: VolumeMounts | undefined;
  /** Between SIGTERM and SIGKILL, at most `"120s"`; default the task's own. */
  readonly stopTimeout?: string | undefined;
}

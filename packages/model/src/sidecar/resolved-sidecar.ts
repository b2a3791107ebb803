import type { ResolvedVariable } from "../service/resolved-container.js";
import type { ResolvedContainerHealth } from "../service/resolved-service.js";
import type { ResolvedVolumeMount } from "../volume/resolved-volume.js";
import type { ContainerCondition } from "./sidecar.js";

/** A container beside the one of a service or job. */
export interface ResolvedSidecar {
  /** Unique in its task, as the container's. */
  readonly name: string;
  /** Name of a {@link ResolvedImage}. */
  readonly image: string;
  /** `null`: the image's own. */
  readonly command: readonly string[] | null;
  readonly environment: readonly ResolvedVariable[];
  /** `null`: it doesn't listen. */
  readonly port: number | null;
  /** Whether its end is the task's. */
  readonly essential: boolean;
  readonly startAfter: readonly ResolvedStart[];
  /** `null`: what the others leave. */
  readonly cpuUnits: number | null;
  /** `null`: the task's. */
  readonly memoryMib: number | null;
  readonly health: ResolvedContainerHealth | null;
  readonly readonlyRootFilesystem: boolean;
  readonly writablePaths: readonly string[];
  readonly sharedFolders: readonly ResolvedSharedFolder[];
  readonly volumeMounts: readonly ResolvedVolumeMount[];
  /** `null`: the task's own. */
  readonly stopTimeoutSeconds: number | null;
}

/** What a container waits for. */
export interface ResolvedStart {
  readonly container: string;
  readonly condition: ContainerCondition;
}

/** A folder of a container that others of its task see too. */
export interface ResolvedSharedFolder {
  /** The same in every container that has it. */
  readonly name: string;
  /** Where it is in this one. */
  readonly path: string;
  readonly access: "read" | "write";
}

import type { Address } from "../address.js";
import { TRACE_COLLECTOR } from "../service/trace-collector.js";
import type { ResolvedJob } from "../job/resolved-job.js";
import type { ResolvedService } from "../service/resolved-service.js";
import type { ResolvedSharedFolder, ResolvedStart } from "./resolved-sidecar.js";

/** One container of a task, as far as it may get in the way of the others. */
export interface TaskContainer {
  readonly name: string;
  /** Where it stands in the description. */
  readonly path: string;
  readonly essential: boolean;
  readonly hasHealth: boolean;
  readonly ports: readonly number[];
  readonly startAfter: readonly ResolvedStart[];
  readonly sharedFolders: readonly ResolvedSharedFolder[];
  /** Other folders that stand in the place of what the image has there. */
  readonly otherFolders: readonly string[];
}

type Task = ResolvedService | ResolvedJob;

/** Every container of a task that the description has a word on; the service's or job's own comes first. */
export const taskContainers = (task: Task, address: Address): TaskContainer[] => [
  {
    name: task.name,
    path: address,
    essential: true,
    hasHealth: "containerHealth" in task && task.containerHealth !== null,
    ports: "port" in task && task.port !== null ? [task.port] : [],
    startAfter: task.startAfter,
    sharedFolders: task.sharedFolders,
    otherFolders: otherFolders(task),
  },
  ...task.sidecars.map((sidecar) => ({
    name: sidecar.name,
    path: `${address}.sidecars.${sidecar.name}`,
    essential: sidecar.essential,
    hasHealth: sidecar.health !== null,
    ports: sidecar.port === null ? [] : [sidecar.port],
    startAfter: sidecar.startAfter,
    sharedFolders: sidecar.sharedFolders,
    otherFolders: otherFolders(sidecar),
  })),
];

interface Folders {
  readonly readonlyRootFilesystem: boolean;
  readonly writablePaths: readonly string[];
  readonly volumeMounts: readonly { readonly path: string }[];
}

const otherFolders = ({ readonlyRootFilesystem, writablePaths, volumeMounts }: Folders): string[] => [
  ...(readonlyRootFilesystem ? writablePaths : []),
  ...volumeMounts.map(({ path }) => path),
];

/** The ports that Fairlead's own containers take in a task. */
export const ownPorts = (task: Task): readonly number[] =>
  "tracing" in task && task.tracing ? TRACE_COLLECTOR.ports : [];

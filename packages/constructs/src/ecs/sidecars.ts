import { expectPresent } from "@fairlead/errors";
import type { ContainerCondition, ResolvedSharedFolder, ResolvedSidecar, ResolvedStart } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import {
  type ContainerDefinition,
  ContainerDependencyCondition,
  ContainerImage,
  LinuxParameters,
  type TaskDefinition,
} from "aws-cdk-lib/aws-ecs";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { ImageReference } from "../registry/image-of.js";
import { logDriver, type LogPressure } from "./container-log.js";
import { healthCheck } from "./container-health.js";
import type { ContainerVariables } from "./container-values.js";
import { injectedSecrets } from "./injected-secret.js";
import { mountVolumes } from "./volume-mounts.js";
import { addWritableFolders } from "./writable-storage.js";

/** A sidecar with what its task has found out about it. */
export interface FoundSidecar {
  readonly sidecar: ResolvedSidecar;
  readonly image: ImageReference;
  readonly variables: ContainerVariables;
}

/** What a sidecar takes from its task. */
export interface SidecarSurroundings {
  readonly logGroup: ILogGroup;
  readonly pressure: LogPressure;
  /** Of the whole task. */
  readonly memoryMib: number;
  readonly stopTimeoutSeconds: number;
}

/** Puts a container beside the one of a service or job. */
export function addSidecar(
  task: TaskDefinition,
  { sidecar, image, variables }: FoundSidecar,
  surroundings: SidecarSurroundings,
): ContainerDefinition {
  const { name, port, health } = sidecar;
  const linuxParameters = new LinuxParameters(task, `Linux-${name}`, { initProcessEnabled: true });
  addWritableFolders(linuxParameters, { ...sidecar, memoryMib: sidecar.memoryMib ?? surroundings.memoryMib });
  const container = task.addContainer(name, {
    image: ContainerImage.fromRegistry(image.uri),
    essential: sidecar.essential,
    ...(sidecar.command === null ? {} : { command: [...sidecar.command] }),
    environment: { ...variables.plain },
    secrets: injectedSecrets(variables.injected),
    ...(sidecar.cpuUnits === null ? {} : { cpu: sidecar.cpuUnits }),
    ...(sidecar.memoryMib === null ? {} : { memoryLimitMiB: sidecar.memoryMib }),
    readonlyRootFilesystem: sidecar.readonlyRootFilesystem,
    linuxParameters,
    stopTimeout: Duration.seconds(sidecar.stopTimeoutSeconds ?? surroundings.stopTimeoutSeconds),
    logging: logDriver(surroundings.logGroup, name, surroundings.pressure),
    ...(port === null ? {} : { portMappings: [{ containerPort: port, name }] }),
    ...(health === null ? {} : { healthCheck: healthCheck(health) }),
  });
  mountVolumes(container, sidecar.volumeMounts);
  return container;
}

/** A container with what it waits for and what it shares. */
export interface OrderedContainer {
  readonly container: ContainerDefinition;
  readonly startAfter: readonly ResolvedStart[];
  readonly sharedFolders: readonly ResolvedSharedFolder[];
}

/** Lets each container wait for what it must wait for, and see the folders that it shares. */
export function joinContainers(task: TaskDefinition, containers: readonly OrderedContainer[]): void {
  const byName = new Map(containers.map(({ container }) => [container.containerName, container]));
  const folders = new Set(containers.flatMap(({ sharedFolders }) => sharedFolders.map(({ name }) => name)));
  for (const name of folders) task.addVolume({ name: folderVolume(name) });
  for (const { container, startAfter, sharedFolders } of containers) {
    for (const { container: awaited, condition } of startAfter) {
      container.addContainerDependencies({
        container: expectPresent(byName.get(awaited), `The container ${awaited}`),
        condition: DEPENDENCY_CONDITIONS[condition],
      });
    }
    for (const { name, path, access } of sharedFolders) {
      const mount = { sourceVolume: folderVolume(name), containerPath: path, readOnly: access === "read" };
      container.addMountPoints(mount);
    }
  }
}

/** Apart from the volumes that a task has beside these. */
const folderVolume = (name: string): string => `shared-${name}`;

const DEPENDENCY_CONDITIONS = {
  started: ContainerDependencyCondition.START,
  healthy: ContainerDependencyCondition.HEALTHY,
  complete: ContainerDependencyCondition.COMPLETE,
  successful: ContainerDependencyCondition.SUCCESS,
} as const satisfies Readonly<Record<ContainerCondition, ContainerDependencyCondition>>;

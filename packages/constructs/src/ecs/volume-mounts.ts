import type { ResolvedVolumeMount } from "@fairlead/model";
import type { ContainerDefinition, TaskDefinition } from "aws-cdk-lib/aws-ecs";
import type { VolumeLocation } from "../volume/file-volume.js";

/** The stack that knows where volumes are. */
export interface VolumeOwners {
  readonly data: { volumeLocation(name: string): VolumeLocation };
}

/**
 * Gives a task the volumes that its containers mount, each once. They are mounted with TLS and with the task's own role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-efs-config.html (2026-11)
 */
export function addVolumes(task: TaskDefinition, mounts: readonly ResolvedVolumeMount[], { data }: VolumeOwners): void {
  for (const volume of new Set(mounts.map((mount) => mount.volume))) {
    const { fileSystemId, accessPointId } = data.volumeLocation(volume);
    task.addVolume({
      name: volumeName(volume),
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId, iam: "ENABLED" },
      },
    });
  }
}

/** Shows volumes of its task as folders of a container. */
export function mountVolumes(container: ContainerDefinition, mounts: readonly ResolvedVolumeMount[]): void {
  for (const { path, volume, access } of mounts) {
    container.addMountPoints({ sourceVolume: volumeName(volume), containerPath: path, readOnly: access === "read" });
  }
}

/** Apart from the volumes that a task has beside the app's. */
const volumeName = (volume: string): string => `volume-${volume}`;

import type { ResolvedContainer } from "@fairlead/model";
import {
  type ContainerDefinition,
  type LinuxParameters,
  type TaskDefinition,
  TmpfsMountOption,
} from "aws-cdk-lib/aws-ecs";

/** What decides how much a container may write. */
type Writer = Pick<ResolvedContainer, "memoryMib" | "readonlyRootFilesystem" | "writablePaths">;

/** All writable folders together hold at most this part of the memory; the rest is the app's. */
const MEMORY_PART = 4;
const SMALLEST_MIB = 16;

/** Size of each writable folder in MiB. It is a limit and takes memory only as it fills. */
const writableFolderMib = ({ memoryMib, writablePaths }: Writer): number =>
  Math.max(SMALLEST_MIB, Math.floor(memoryMib / MEMORY_PART / Math.max(1, writablePaths.length)));

/**
 * Keeps the named folders of a read-only root writable. They are tmpfs and not empty volumes: Fargate gives an empty volume
 * to root alone (mode 0755) unless the image declares it, and an app that doesn't run as root could not write there. A tmpfs
 * is open to every user (mode 1777).
 * https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/ (2026-01-06), tried
 * with CloudFormation in https://dev.classmethod.jp/articles/ecs-fargate-tmpfs-support (2026-01-07). Assumed: that the mode is
 * Docker's 1777 on Fargate too; `stat -c %a /tmp` in a task settles it.
 */
export function addWritableFolders(linux: LinuxParameters, container: Writer): void {
  if (!container.readonlyRootFilesystem) return;
  const size = writableFolderMib(container);
  const mountOptions = [TmpfsMountOption.NODEV, TmpfsMountOption.NOEXEC, TmpfsMountOption.NOSUID];
  linux.addTmpfs(...container.writablePaths.map((containerPath) => ({ containerPath, size, mountOptions })));
}

/**
 * The agent of ECS Exec writes to these as root. AWS calls ECS Exec on a read-only root unsupported; with these volumes it is
 * known to work: https://github.com/aws/containers-roadmap/issues/1359 (read 2026-11).
 */
const EXEC_FOLDERS = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"] as const;

/** Keeps writable what ECS Exec needs on a read-only root. */
export function addExecFolders(task: TaskDefinition, container: ContainerDefinition): void {
  for (const containerPath of EXEC_FOLDERS) {
    const name = `exec${containerPath.replaceAll("/", "-")}`;
    task.addVolume({ name });
    container.addMountPoints({ sourceVolume: name, containerPath, readOnly: false });
  }
}

import type { ResolvedSharedFolder, ResolvedSidecar } from "../sidecar/resolved-sidecar.js";
import type { SharedFolders, SidecarOptions } from "../sidecar/sidecar.js";
import { resolveVolumeMounts } from "../volume/volume-mounts.js";
import { CONTAINER_DEFAULTS } from "./container-defaults.js";

type FolderOptions = Pick<SidecarOptions, "readonlyRootFilesystem" | "sharedFolders" | "volumes" | "writablePaths">;
type ResolvedFolders = Pick<
  ResolvedSidecar,
  "readonlyRootFilesystem" | "sharedFolders" | "volumeMounts" | "writablePaths"
>;

/** What a container may write to and sees of others, whichever of its task's it is. */
export const resolveFolders = (options: FolderOptions): ResolvedFolders => ({
  readonlyRootFilesystem: options.readonlyRootFilesystem ?? CONTAINER_DEFAULTS.readonlyRootFilesystem,
  writablePaths: [...(options.writablePaths ?? CONTAINER_DEFAULTS.writablePaths)].toSorted(),
  sharedFolders: resolveSharedFolders(options.sharedFolders ?? {}),
  volumeMounts: resolveVolumeMounts(options.volumes ?? {}),
});

/** The folders that a container shares, sorted by name. */
const resolveSharedFolders = (folders: SharedFolders): ResolvedSharedFolder[] =>
  Object.entries(folders)
    .map(([name, folder]): ResolvedSharedFolder =>
      typeof folder === "string"
        ? { name, path: folder, access: "write" }
        : { name, path: folder.path, access: folder.readonly === true ? "read" : "write" },
    )
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));

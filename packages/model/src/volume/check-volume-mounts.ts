import type { Problem } from "@fairlead/errors";
import type { Check } from "../app/check.js";
import { type EachContainer, eachContainerOf } from "../service/containers-of.js";

/** A folder is one thing: a volume, or room that ends with the task. */
export const checkVolumeMounts: Check = (app) => eachContainerOf(app).flatMap(checkContainer);

function checkContainer({ path: place, volumeMounts, writablePaths }: EachContainer): Problem[] {
  const folders = [...writablePaths, ...volumeMounts.map(({ path }) => path)];
  return volumeMounts.flatMap(({ path }) => {
    // Once for the mount itself.
    const same = folders.filter((folder) => withSlash(folder) === withSlash(path)).length > 1;
    const hidden = folders.find((folder) => withSlash(folder) !== withSlash(path) && isBelow(folder, path));
    if (!same && hidden === undefined) return [];
    return [
      {
        path: `${place}.volumes[${JSON.stringify(path)}]`,
        code: "OverlappingFolders",
        message: `The volume would cover ${same ? `${path}, which is named twice` : `${hidden ?? ""}, which lies below it`}.`,
        fix: "Mount it beside the others, e.g. at /data, and take folders that are volumes out of writablePaths.",
      },
    ];
  });
}

const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);
const isBelow = (folder: string, above: string): boolean => withSlash(folder).startsWith(withSlash(above));

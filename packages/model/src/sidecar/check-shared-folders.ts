import type { Problem } from "@fairlead/errors";
import { suggestName } from "../problem/nearest-name.js";
import type { TaskContainer } from "./task-containers.js";

/** A shared folder is one that two containers have, each at a place that is free. */
export const checkSharedFolders = (containers: readonly TaskContainer[]): Problem[] =>
  containers.flatMap((container) =>
    container.sharedFolders.flatMap(({ name, path }) => [
      ...checkAlone(container, name, containers),
      ...checkPlace(container, name, path),
    ]),
  );

function checkAlone(container: TaskContainer, name: string, containers: readonly TaskContainer[]): Problem[] {
  const others = containers.filter((other) => other !== container).flatMap(({ sharedFolders }) => sharedFolders);
  if (others.some((folder) => folder.name === name)) return [];
  const known = [...new Set(others.map((folder) => folder.name))];
  return [
    {
      path: `${container.path}.sharedFolders.${name}`,
      code: "SharedFolderAlone",
      message: `No other container of the task has a shared folder "${name}".`,
      fix:
        known.length === 0
          ? "Name it in the other container too, or use writablePaths for a folder of its own."
          : suggestName(name, known),
    },
  ];
}

function checkPlace(
  { path: container, sharedFolders, otherFolders }: TaskContainer,
  name: string,
  path: string,
): Problem[] {
  const sharing = sharedFolders.find((folder) => folder.path === path && folder.name < name);
  if (sharing === undefined && !otherFolders.includes(path)) return [];
  return [
    {
      path: `${container}.sharedFolders.${name}`,
      code: "FolderTaken",
      message: `${path} is ${sharing === undefined ? "already a writable path or a volume of this container" : `the shared folder "${sharing.name}" too`}.`,
      fix: "Put one of the two elsewhere.",
    },
  ];
}

import { dirname, isAbsolute, join, resolve } from "node:path";
import { UserError } from "@fairlead/errors";
import type { Files } from "../files/files.js";

/** Names of the configuration file, the first one first. */
export const CONFIG_FILE_NAMES = [
  "fairlead.config.ts",
  "fairlead.config.mts",
  "fairlead.config.js",
  "fairlead.config.mjs",
] as const;

function foldersUpwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpwards(above)];
}

export interface ConfigSearch {
  readonly files: Files;
  readonly cwd: string;
  /** What `--config` says; `null`: search upwards. */
  readonly named: string | null;
}

/** The configuration file's absolute path, or `null` when there is none. */
export function findConfig({ files, cwd, named }: ConfigSearch): string | null {
  if (named !== null) {
    const path = isAbsolute(named) ? named : resolve(cwd, named);
    return files.kindOf(path) === "file" ? path : null;
  }
  const candidates = foldersUpwards(cwd).flatMap((folder) => CONFIG_FILE_NAMES.map((name) => join(folder, name)));
  return candidates.find((path) => files.kindOf(path) === "file") ?? null;
}

/** @throws UserError when there is none. */
export function requireConfig(search: ConfigSearch): string {
  const found = findConfig(search);
  if (found !== null) return found;
  if (search.named !== null) {
    const isFolder = search.files.kindOf(resolve(search.cwd, search.named)) === "folder";
    throw UserError.of("ConfigNotFound", {
      message: isFolder
        ? `${search.named} is a folder; the configuration is a file.`
        : `There is no file ${search.named} in ${search.cwd}.`,
      fix: "Check what --config or FAIRLEAD_CONFIG says, or leave it out to search for fairlead.config.ts upwards.",
    });
  }
  throw UserError.of("ConfigNotFound", {
    message: `There is no fairlead.config.ts (or .mts, .js, .mjs) in ${search.cwd} or in any folder above it.`,
    fix: "Run `npx fairlead init` to write a starter, or name a file with --config.",
  });
}

import { join } from "node:path";
import { IgnoreStrategy } from "aws-cdk-lib";

/** What a `.dockerignore` keeps out of a build; paths are relative to the context, with forward slashes. */
export interface DockerIgnore {
  ignores(path: string): boolean;
  /** Whether nothing in the folder is ever taken, so that nobody need look into it. */
  ignoresAllIn(folder: string): boolean;
}

/** Reads the patterns of a `.dockerignore` as the CDK does for its own image assets. */
export function dockerIgnore(contextFolder: string, text: string): DockerIgnore {
  const patterns = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const strategy = IgnoreStrategy.docker(contextFolder, patterns);
  return {
    ignores: (path) => strategy.ignores(join(contextFolder, path)),
    ignoresAllIn: (folder) => strategy.completelyIgnores(join(contextFolder, folder)),
  };
}

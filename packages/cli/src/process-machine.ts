import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import type { Machine } from "./ports.js";

const VERSION_TIMEOUT_MS = 5000;

function versionOf(command: string, options: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, options, { timeout: VERSION_TIMEOUT_MS }, (error, stdout) => {
      const [line = ""] = stdout.trim().split("\n");
      resolve(error !== null || line === "" ? null : line);
    });
  });
}

const versionIn = (manifest: unknown): string | null =>
  typeof manifest === "object" && manifest !== null && "version" in manifest && typeof manifest.version === "string"
    ? manifest.version
    : null;

function packageVersion(name: string): string | null {
  try {
    const manifest: unknown = createRequire(import.meta.url)(`${name}/package.json`);
    return versionIn(manifest);
  } catch {
    // Not installed, which is the answer.
    return null;
  }
}

/** The machine that this process runs on. */
export const processMachine: Machine = {
  nodeVersion: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
  homeFolder: homedir(),
  packageVersion,
  versionOf,
};

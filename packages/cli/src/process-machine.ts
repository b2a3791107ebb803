import { execFile, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants, homedir } from "node:os";
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

const SIGNAL_CODE_BASE = 128;

function runProgram(program: string, words: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: "inherit" });
    child.once("error", () => {
      resolve(null);
    });
    child.once("close", (code, signal) => {
      resolve(code ?? SIGNAL_CODE_BASE + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** The machine that this process runs on. */
export const processMachine: Machine = {
  nodeVersion: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
  homeFolder: homedir(),
  packageVersion,
  versionOf,
  runProgram,
};

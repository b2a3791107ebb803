import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Files } from "./files.js";
import { systemCodeOf } from "./system-code.js";

function orWhenMissing<Value>(read: () => Value, missing: Value): Value {
  try {
    return read();
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return missing;
    throw error;
  }
}

function isProcessAlive(processId: number): boolean {
  try {
    // Signal 0 asks without sending anything.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return systemCodeOf(error) === "EPERM";
  }
}

/** The real disk. */
export const diskFiles: Files = {
  read: (path) => orWhenMissing(() => readFileSync(path, "utf8"), null),
  write: (path, text) => {
    writeFileSync(path, text);
  },
  exists: existsSync,
  kindOf: (path) => orWhenMissing(() => (statSync(path).isDirectory() ? "folder" : "file"), null),
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true });
  },
  rename: renameSync,
  remove: (path) => {
    rmSync(path, { recursive: true, force: true });
  },
  list: (path) => orWhenMissing(() => readdirSync(path).sort(), []),
  isProcessAlive,
  processId: process.pid,
};

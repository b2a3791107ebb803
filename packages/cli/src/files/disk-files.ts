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

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    // Of a read-only file system Node.js says ENOENT here; asked for the one folder, it says what is the case.
    if (systemCodeOf(error) !== "ENOENT") throw error;
    mkdirSync(path);
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
  makeFolder,
  rename: renameSync,
  remove: (path) => {
    rmSync(path, { recursive: true, force: true });
  },
  list: (path) => orWhenMissing(() => readdirSync(path).sort(), []),
  isProcessAlive,
  processId: process.pid,
};

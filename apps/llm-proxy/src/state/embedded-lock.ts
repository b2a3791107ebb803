import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { StateError } from "../errors/state-error.js";

/** Keeps others out of the embedded database's folder. */
export interface EmbeddedLock {
  release(): void;
}

/** A lock of another host (a folder on a shared volume) is stale when its owner hasn't touched it for this long. */
const STALE_AFTER_MS = 30_000;
const TOUCH_EVERY_MS = 5_000;

/**
 * Two openers corrupt PGlite's files (electric-sql/pglite#323), and it doesn't stop them itself. A lock whose owner has
 * ended is taken over, so that a crash doesn't lock the folder for good.
 * @param now Milliseconds since the epoch.
 * @throws StateError "EmbeddedDatabaseInUse"
 */
export function lockEmbeddedFolder(folder: string, now: () => number): EmbeddedLock {
  const file = `${folder}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  if (!tryWrite(file)) {
    if (isHeld(file, now())) throw inUse(folder, file);
    rmSync(file, { force: true });
    // Of several that find the lock stale, one makes the file anew.
    if (!tryWrite(file)) throw inUse(folder, file);
  }
  HELD_HERE.add(file);
  const touching = setInterval(() => {
    const seconds = now() / 1000;
    utimesSync(file, seconds, seconds);
  }, TOUCH_EVERY_MS).unref();
  return {
    release: () => {
      clearInterval(touching);
      HELD_HERE.delete(file);
      rmSync(file, { force: true });
    },
  };
}

/** In a container every process is number 1, so that its own number in a lock only counts if it wrote it in this life. */
const HELD_HERE = new Set<string>();

function tryWrite(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}@${hostname()}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isHeld(file: string, nowMs: number): boolean {
  const [pid = "", host] = readFileSync(file, "utf8").trim().split("@");
  if (host !== hostname()) return nowMs - statSync(file).mtimeMs < STALE_AFTER_MS;
  return Number(pid) === process.pid ? HELD_HERE.has(file) : isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

const inUse = (folder: string, file: string): StateError =>
  new StateError("EmbeddedDatabaseInUse", {
    message: `The embedded database in ${folder} is in use by another process.`,
    fix: `End that process, or set DATABASE_URL to a PostgreSQL that several may use. The lock is ${file}.`,
  });

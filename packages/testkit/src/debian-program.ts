import { execFile, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault } from "@fairlead/errors";

const isOnPath = (name: string): boolean => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;

/**
 * Sees to a program that tests run and npm doesn't bring: root on Debian gets its package by apt, everybody else a message that
 * says how.
 *
 * @returns Its name, to be run by.
 */
export async function needProgram(name: string, debianPackage: string): Promise<string> {
  if (isOnPath(name)) return name;
  if (process.getuid?.() === 0 && isOnPath("apt-get")) {
    // Test files run side by side: one at a time installs, and the others then find the program there.
    const install = `command -v ${name} || { apt-get update -qq && apt-get install -y -qq --no-install-recommends ${debianPackage}; }`;
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await promisify(execFile)("flock", [join(tmpdir(), "fairlead-apt.lock"), "sh", "-c", install], { env });
  }
  if (isOnPath(name)) return name;
  throw new Fault(
    "ProgramLacks",
    `The tests need ${name} on the PATH. On Debian: sudo apt-get install ${debianPackage}.`,
  );
}

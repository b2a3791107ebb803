import { execFileSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { delimiter, join } from "node:path";
import { StartupError } from "../src/errors/startup-error.js";

/** One core each: a proxy never competes with what drives it. */
export interface Cores {
  readonly proxy: number;
  /** Load generator, upstream, Redis, PostgreSQL and the bench itself. */
  readonly load: number;
}

const TOOLS = ["taskset", "nginx", "wrk"] as const;

/** @throws StartupError that names everything that lacks. */
export function checkMachine(): Cores {
  if (process.platform !== "linux")
    throw new StartupError("The bench pins processes to cores and reads /proc: Linux only.");
  const lacking = TOOLS.filter((tool) => !isOnPath(tool));
  if (lacking.length > 0)
    throw new StartupError(
      `The bench needs ${lacking.join(", ")} on the PATH. On Debian: apt-get install nginx-light wrk util-linux`,
    );
  const [proxy, load] = allowedCores();
  if (proxy === undefined || load === undefined)
    throw new StartupError("The bench needs two cores: one for the proxy, one for the load.");
  return { proxy, load };
}

/** Debian keeps nginx where only root's PATH leads. */
const isOnPath = (tool: string): boolean =>
  `${process.env["PATH"] ?? ""}${delimiter}/usr/sbin`.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** `Cpus_allowed_list` is written like `0-3,8`. */
function allowedCores(): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  return list.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** This process, and with it every child that isn't pinned elsewhere. */
export function moveTo(core: number): void {
  execFileSync("taskset", ["-a", "-c", "-p", String(core), String(process.pid)], { stdio: "ignore" });
}

export interface MachineDescription {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Processes that ran or waited, over the last minute, before the bench began. */
  readonly loadBefore: number;
}

export const describeMachine = (): MachineDescription => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  node: process.versions.node,
  loadBefore: loadavg()[0] ?? 0,
});

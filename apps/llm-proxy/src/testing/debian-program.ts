import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { StartupError } from "../errors/startup-error.js";

/** A program that tests run and npm doesn't bring. */
export interface DebianProgram {
  /** Any of these will do; the first one that is found is taken. */
  readonly names: readonly string[];
  /** Debian's package of it. */
  readonly package: string;
}

/**
 * Finds a program on the PATH. Where it lacks, root on Debian gets it by apt; everybody else a message that says how.
 * @param isRoot whether this process is root, which alone may install.
 * @returns Its path.
 * @throws StartupError
 */
export async function findProgram(program: DebianProgram, isRoot = process.getuid?.() === 0): Promise<string> {
  const found = await onPath(program.names);
  if (found !== null) return found;
  if (isRoot && (await onPath(["apt-get"])) !== null) await install(program);
  const installed = await onPath(program.names);
  if (installed !== null) return installed;
  throw new StartupError(
    `The tests need ${program.names.join(" or ")} on the PATH. On Debian: sudo apt-get install ${program.package}; ` +
      "elsewhere the package of that name from your own system.",
  );
}

/** Test files run side by side: one at a time installs, and the others then find the program there. */
async function install(program: DebianProgram): Promise<void> {
  const script = `command -v ${program.names.join(" || command -v ")} || {
    apt-get update -qq && apt-get install -y -qq --no-install-recommends ${program.package}; }`;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const lock = join(tmpdir(), "llm-proxy-apt.lock");
  await promisify(execFile)("flock", [lock, "sh", "-c", script], { env: environment }).catch((cause: unknown) => {
    throw new StartupError(`apt-get could not install ${program.package}, which the tests need.`, { cause });
  });
}

async function onPath(names: readonly string[]): Promise<string | null> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      const isThere = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return path;
    }
  }
  return null;
}

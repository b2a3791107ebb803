import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { UserError } from "@fairlead/errors";
import { findPython } from "./find-python.js";

const run = promisify(execFile);

/** The version whose behaviour the adapters know. */
export const MOTO_VERSION = "5.2.5";

/** Network and a small disk: 60 packages, some 150 MB. */
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/**
 * The Python of a virtual environment that has moto's server, installed from PyPI at the first time. An interrupted
 * installation leaves nothing behind that would be taken for a whole one. Throws a UserError when it can't be had.
 */
export async function installMoto(toolsFolder: string, say: (line: string) => void): Promise<string> {
  const home = path.join(toolsFolder, `moto-${MOTO_VERSION}`);
  const python = path.join(home, "venv", "bin", "python");
  if (await isThere(path.join(home, "complete"))) return python;
  const system = await findPython();
  say(`Installing moto ${MOTO_VERSION} from PyPI into ${home}.`);
  await mkdir(toolsFolder, { recursive: true });
  await rm(home, { recursive: true, force: true });
  const temporary = await mkdtemp(path.join(toolsFolder, "installing-"));
  try {
    await makeEnvironment(system, path.join(temporary, "venv"));
    await installInto(path.join(temporary, "venv", "bin", "python"));
    await mkdir(path.join(temporary, "complete"));
    await rename(temporary, home).catch(async (error: unknown) => {
      // Another process has installed it meanwhile.
      if (!(await isThere(path.join(home, "complete")))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return python;
}

async function makeEnvironment(python: string, folder: string): Promise<void> {
  try {
    await run(python, ["-m", "venv", folder], { timeout: INSTALL_TIMEOUT_MS });
  } catch (cause) {
    throw UserError.of("PythonVenvMissing", {
      message: `${python} can't make a virtual environment: ${lastLine(cause)}`,
      fix: "Install it (on Debian and Ubuntu: apt-get install python3-venv), or name an emulator that runs already in AWS_ENDPOINT_URL.",
      cause,
    });
  }
}

async function installInto(python: string): Promise<void> {
  const asked = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `moto[server]==${MOTO_VERSION}`];
  try {
    await run(python, asked, { timeout: INSTALL_TIMEOUT_MS });
  } catch (cause) {
    throw UserError.of("EmulatorNotInstalled", {
      message: `moto ${MOTO_VERSION} could not be installed: ${lastLine(cause)}`,
      fix: "Make PyPI (or the index that pip is configured with) reachable, or name an emulator that runs already in AWS_ENDPOINT_URL.",
      cause,
    });
  }
}

const lastLine = (error: unknown): string => {
  const stderr = typeof error === "object" && error !== null && "stderr" in error ? String(error.stderr) : "";
  const told = stderr.trim() === "" ? String(error) : stderr.trim();
  return told.split("\n").at(-1) ?? told;
};

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

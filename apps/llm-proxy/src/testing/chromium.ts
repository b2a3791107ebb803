import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { StartupError } from "../errors/startup-error.js";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chromium of this machine, without a window. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), headless: true, args: FLAGS });
}

async function findChromium(): Promise<string> {
  const found = await searchPath();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && (await isReadable("/etc/debian_version"))) {
    await promisify(execFile)("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
    const installed = await searchPath();
    if (installed !== null) return installed;
  }
  throw new StartupError(
    "The tests of the admin page need Chromium on the PATH. On Debian: apt-get install chromium; elsewhere the system's own package.",
  );
}

async function searchPath(): Promise<string | null> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
      const path = join(folder, name);
      if (await isThere(path)) return path;
    }
  }
  return null;
}

const isReadable = (path: string): Promise<boolean> => mayAccess(path, constants.R_OK);
const isThere = (path: string): Promise<boolean> => mayAccess(path, constants.X_OK);
const mayAccess = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UserError } from "@fairlead/errors";

const run = promisify(execFile);

/** What moto needs (its package's metadata, 5.2.5: `Requires-Python >=3.10`). */
const LEAST = { major: 3, minor: 10 } as const;

const CANDIDATES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"] as const;

/** Name of a Python on the path that moto can run on. Throws a UserError when there is none. */
export async function findPython(candidates: readonly string[] = CANDIDATES): Promise<string> {
  const found: string[] = [];
  for (const candidate of candidates) {
    const version = await versionOf(candidate);
    if (version === null) continue;
    if (version.major === LEAST.major && version.minor >= LEAST.minor) return candidate;
    found.push(`${candidate} is ${version.major}.${version.minor}`);
  }
  const seen = found.length === 0 ? "none was found" : found.join(", ");
  throw UserError.of("PythonMissing", {
    message: `A rehearsal runs an emulator that needs Python ${LEAST.major}.${LEAST.minor} or later; ${seen}.`,
    fix: "Install Python (on Debian and Ubuntu: apt-get install python3 python3-venv), or name an emulator that runs already in AWS_ENDPOINT_URL.",
  });
}

async function versionOf(python: string): Promise<{ readonly major: number; readonly minor: number } | null> {
  try {
    const { stdout } = await run(python, ["-c", "import sys; print(*sys.version_info[:2])"]);
    const [major, minor] = stdout.trim().split(" ").map(Number);
    return major === undefined || minor === undefined ? null : { major, minor };
  } catch {
    return null;
  }
}

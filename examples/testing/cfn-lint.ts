import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Pinned: a newer one has new opinions, and those are read when it is taken up. */
const CFN_LINT_VERSION = "1.58.0";

const FOLDER = resolve(import.meta.dirname, `../../node_modules/.cache/cfn-lint-${CFN_LINT_VERSION}`);

/** A cfn-lint of the pinned version; `missing`: the machine has no Python to run it; `failed`: it couldn't be installed. */
export type CfnLint =
  | { readonly kind: "found"; readonly command: string }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

const runs = (command: string, options: readonly string[]): boolean =>
  spawnSync(command, options, { encoding: "utf8" }).status === 0;

function isPinned(command: string): boolean {
  const { stdout, error } = spawnSync(command, ["--version"], { encoding: "utf8" });
  return error === undefined && stdout.trim().endsWith(` ${CFN_LINT_VERSION}`);
}

/** Finds cfn-lint on the machine or in the cache; else installs it into a virtual environment of its own. */
export function provideCfnLint(): CfnLint {
  const own = join(FOLDER, process.platform === "win32" ? "Scripts/cfn-lint.exe" : "bin/cfn-lint");
  const known = ["cfn-lint", own].find(isPinned);
  if (known !== undefined) return { kind: "found", command: known };
  if (!runs("python3", ["-c", "import venv, ensurepip"]))
    return { kind: "missing", reason: "cfn-lint needs python3 with its venv module, and this machine has none." };
  const pip = join(own, "..", "python");
  const installed =
    (existsSync(own) || runs("python3", ["-m", "venv", FOLDER])) &&
    runs(pip, ["-m", "pip", "install", "--quiet", `cfn-lint==${CFN_LINT_VERSION}`]);
  return installed && isPinned(own)
    ? { kind: "found", command: own }
    : { kind: "failed", reason: `cfn-lint ${CFN_LINT_VERSION} can't be installed from PyPI on this machine.` };
}

/**
 * Rules that are left out, each with its reason.
 * W3005: CDK states a dependency as well where a reference implies it; to state it twice changes nothing.
 * W3010: zones are named on purpose, so that a plan needs no account to ask (`ZoneNamed` in docs/generated/findings.md).
 */
const LEFT_OUT = ["W3005", "W3010"] as const;

/** What cfn-lint has to say about templates: one line for each complaint. */
export function lint(command: string, templates: readonly string[], region: string): string[] {
  const options = ["--format", "parseable", "--regions", region, "--ignore-checks", ...LEFT_OUT, "--template"];
  const { stdout, stderr, status } = spawnSync(command, [...options, ...templates], { encoding: "utf8" });
  const lines = `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
  return status === 0 || lines.length > 0 ? lines : [`cfn-lint ended with ${String(status)} and said nothing.`];
}

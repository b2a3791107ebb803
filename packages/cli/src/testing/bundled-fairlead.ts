import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const PACKAGE = join(import.meta.dirname, "..", "..");
const WORKSPACE = join(PACKAGE, "..", "..");

// Installed packages stay outside the bundle; all that is ours is read from the sources, so that no stale build is tested.
const INSTALLED = [
  "@aws-cdk/cloudformation-diff",
  "aws-cdk-lib",
  "cdk-nag",
  "commander",
  "constructs",
  "fastest-levenshtein",
  "zod",
];

/** The package as it would be installed, made from the sources. */
export interface BundledFairlead {
  /** Takes a project folder and lets it import `fairlead`. */
  install(project: string): void;
  start(argv: readonly string[], cwd: string): ChildProcess;
  run(argv: readonly string[], cwd: string): Promise<ProcessOutcome>;
  remove(): void;
}

export interface ProcessOutcome {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits for the end of a process and gathers what it wrote. */
export async function outcomeOf(child: ChildProcess): Promise<ProcessOutcome> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, stdout, stderr };
}

/** Bundles command line and index into a folder from which the workspace's packages resolve. */
export async function bundleFairlead(): Promise<BundledFairlead> {
  const cache = join(WORKSPACE, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const surroundings = realpathSync(mkdtempSync(join(cache, "fairlead-")));
  const folder = join(surroundings, "fairlead");
  await build({
    entryPoints: ["main", "index", "cdk"].map((name) => join(PACKAGE, "src", `${name}.ts`)),
    outdir: join(folder, "dist"),
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    conditions: ["@fairlead/source"],
    external: INSTALLED.flatMap((name) => [name, `${name}/*`]),
    logLevel: "warning",
  });
  cpSync(join(PACKAGE, "bin"), join(folder, "bin"), { recursive: true });
  cpSync(join(PACKAGE, "package.json"), join(folder, "package.json"));
  const functions = join(WORKSPACE, "packages", "constructs", "dist", "functions-bundled");
  if (existsSync(functions)) symlinkSync(functions, join(folder, "dist", "functions-bundled"));
  // Prices are read from beside the package that they belong to, which is bundled here.
  symlinkSync(join(WORKSPACE, "packages", "cost", "data"), join(surroundings, "data"));
  const start = (argv: readonly string[], cwd: string): ChildProcess =>
    spawn(process.execPath, [join(folder, "bin", "fairlead.js"), ...argv], {
      cwd,
      env: { ...process.env, CI: "true", FORCE_COLOR: undefined, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
  return {
    install: (project) => {
      const target = join(project, "node_modules", "fairlead");
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(folder, target);
    },
    start,
    run: (argv, cwd) => outcomeOf(start(argv, cwd)),
    remove: () => {
      rmSync(surroundings, { recursive: true, force: true });
    },
  };
}

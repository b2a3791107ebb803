// Compares `fairlead plan` of the LLM Proxy's production environment with a bare CDK app of the same stacks, in one run and
// turn by turn, so that a machine that slows down slows both. Usage: npm run bench:plan [-- <rounds>]
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "@fairlead/errors";
import { resolveApp } from "@fairlead/model";
import config from "../../examples/llm-proxy/fairlead.config.ts";

const ENVIRONMENT = "prod";
const rounds = Number(process.argv[2] ?? 5);
const here = import.meta.dirname;
const root = join(here, "..", "..");
const work = join(root, ".bench");
const configFile = join(work, "fairlead.config.ts");
const resolvedFile = join(work, "resolved.mjs");
const memoryFile = join(work, "memory");
const compileCache = join(work, "compile-cache");
const planArguments = [join(root, "packages/cli/bin/fairlead.js"), "plan", "-e", ENVIRONMENT, "-c", configFile];

interface Run {
  readonly milliseconds: number;
  readonly peakMib: number;
  readonly stdout: string;
}

function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", join(here, "report-memory.ts"), ...args],
    { encoding: "utf8", cwd: work, env: { PATH: process.env["PATH"], BENCH_MEMORY_FILE: memoryFile, ...env } },
  );
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Fault("RunFailed", `${args.join(" ")} ended with ${String(status)}:\n${stderr}`);
  return { milliseconds, peakMib: Number(readFileSync(memoryFile, "utf8")) / 1024, stdout };
}

function bareApp(): Run {
  const outdir = join(work, "cdk.out");
  rmSync(outdir, { recursive: true, force: true });
  return runNode([join(here, "bare-app.ts"), resolvedFile, outdir]);
}

/** As on a machine that has never planned: no verdicts, no compiled code kept. */
function firstPlan(): Run {
  rmSync(join(work, ".fairlead"), { recursive: true, force: true });
  rmSync(compileCache, { recursive: true, force: true });
  return runNode(planArguments, { NODE_COMPILE_CACHE: compileCache });
}

const unchangedPlan = (): Run => runNode(planArguments, { NODE_COMPILE_CACHE: compileCache });

function secondPlanInProcess(): Run {
  const run = runNode([join(here, "plan-twice.ts"), configFile, ENVIRONMENT], { NODE_COMPILE_CACHE: compileCache });
  return { ...run, milliseconds: Number(run.stdout) };
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

rmSync(work, { recursive: true, force: true });
mkdirSync(work);
cpSync(join(root, "examples/llm-proxy/fairlead.config.ts"), configFile);
const resolved = resolveApp(config, ENVIRONMENT, { baseFolder: work });
writeFileSync(resolvedFile, `export const resolved = ${JSON.stringify(resolved)};`);

const measured: Record<"bare" | "first" | "unchanged" | "second", Run[]> = {
  bare: [],
  first: [],
  unchanged: [],
  second: [],
};
for (let round = 0; round < rounds; round += 1) {
  measured.bare.push(bareApp());
  measured.first.push(firstPlan());
  measured.unchanged.push(unchangedPlan());
  measured.second.push(secondPlanInProcess());
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}

function row(title: string, runs: readonly Run[], aim: string): string {
  const ratios = runs.map((run, round) => run.milliseconds / (measured.bare[round]?.milliseconds ?? Number.NaN));
  const cells = [
    title.padEnd(44),
    `${Math.round(median(runs.map((run) => run.milliseconds)))} ms`.padStart(9),
    median(ratios).toFixed(2).padStart(7),
    `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`.padStart(14),
    aim.padStart(6),
    `${Math.round(median(runs.map((run) => run.peakMib)))} MiB`.padStart(9),
  ];
  return cells.join("  ");
}

console.log(
  `Medians of ${rounds} rounds, Node ${process.versions.node}; ratios to the bare CDK app of the same round.\n`,
);
console.log(
  [
    "".padEnd(44),
    "time".padStart(9),
    "ratio".padStart(7),
    "from to".padStart(14),
    "aim".padStart(6),
    "memory".padStart(9),
  ].join("  "),
);
console.log(row("bare CDK app, its own validation on", measured.bare, ""));
console.log(row("fairlead plan, the first", measured.first, "1.3"));
console.log(row("fairlead plan, cold process, nothing changed", measured.unchanged, "0.5"));
console.log(row("fairlead plan, second in the same process", measured.second, "0.2"));
rmSync(work, { recursive: true, force: true });

// What a call through the gateway costs, beside other gateways, in one run and turn by turn, so that a machine that slows
// down slows all of them. Usage: npm run bench:proxy [-- --quick] [--json] [--rounds 5] [--only ours,bare] [--cpu-prof <folder>]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { StartupError } from "../src/errors/startup-error.js";
import {
  CONTENDER_NAMES,
  type Contender,
  type ContenderName,
  createContenders,
  startNginxProxy,
} from "./contenders.js";
import { startInstallation } from "./installation.js";
import { checkMachine, type Cores, describeMachine, moveTo } from "./machine.js";
import {
  type Baseline,
  type Durations,
  type Field,
  measureBaseline,
  measureContender,
  type Sample,
} from "./measure-round.js";
import { type BenchReport, describeReport } from "./report.js";
import { judge } from "./targets.js";
import { startCompletions, startStreams } from "./upstreams.js";

const THOROUGH: Durations = { warmUpSeconds: 12, requestSeconds: 6, oneConnectionSeconds: 3, streamSeconds: 6 };
const QUICK: Durations = { warmUpSeconds: 5, requestSeconds: 3, oneConnectionSeconds: 2, streamSeconds: 3 };

interface Options {
  readonly isQuick: boolean;
  readonly isJson: boolean;
  readonly rounds: number;
  readonly names: readonly ContenderName[];
  readonly profileFolder: string | null;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      rounds: { type: "string" },
      only: { type: "string" },
      "cpu-prof": { type: "string" },
    },
  });
  const asked = values.only?.split(",");
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) throw new StartupError("--rounds takes a whole number above 0.");
  const names = CONTENDER_NAMES.filter((name) => asked?.includes(name) ?? true);
  if (names.length < (asked?.length ?? 0)) throw new StartupError(`--only takes some of ${CONTENDER_NAMES.join(",")}.`);
  const profileFolder = values["cpu-prof"] === undefined ? null : resolve(values["cpu-prof"]);
  return { isQuick: values.quick, isJson: values.json, rounds, names, profileFolder };
}

async function main(): Promise<void> {
  const options = readOptions();
  const cores = checkMachine();
  const machine = describeMachine();
  moveTo(cores.load);
  const interrupted = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => {
      interrupted.abort(new StartupError("Interrupted."));
    });
  const folder = mkdtempSync(join(tmpdir(), "llm-proxy-bench-"));
  try {
    const { report, contenders } = await runRounds(options, { cores, folder, signal: interrupted.signal });
    const whole: BenchReport = { machine, rounds: options.rounds, ...report };
    process.stdout.write(
      options.isJson
        ? `${JSON.stringify({ ...whole, verdicts: judge(whole.results) }, null, 2)}\n`
        : describeReport(whole, contenders),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runRounds(options: Options, place: { cores: Cores; folder: string; signal: AbortSignal }) {
  const { cores, folder, signal } = place;
  await using completions = await startCompletions(folder);
  await using streams = await startStreams(folder);
  await using reference = await startNginxProxy({ core: cores.proxy, folder }, "reference", completions.origin);
  await using installation = await startInstallation(folder, completions.origin);
  const extraFlags = options.profileFolder === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profileFolder}`];
  const contenders = createContenders({ core: cores.proxy, folder, installation, extraFlags });
  const durations = options.isQuick ? QUICK : THOROUGH;
  const field: Field = { cores, durations, completions, streams, reference, signal };
  const baselines: Baseline[] = [];
  const results: Partial<Record<ContenderName, Sample[]>> = {};
  for (let round = 0; round < options.rounds; round += 1) {
    const baseline = await measureBaseline(field);
    baselines.push(baseline);
    for (const name of rotated(options.names, round)) {
      process.stderr.write(`round ${round + 1} of ${options.rounds}: ${contenders[name].title}\n`);
      (results[name] ??= []).push(await measureContender(contenders[name], baseline, field));
    }
  }
  const made: { report: Pick<BenchReport, "baselines" | "results">; contenders: Record<ContenderName, Contender> } = {
    report: { baselines, results },
    contenders,
  };
  return made;
}

/** Another one is first in each round: what the one before leaves behind in caches meets all alike. */
const rotated = (names: readonly ContenderName[], by: number): readonly ContenderName[] => [
  ...names.slice(by % names.length),
  ...names.slice(0, by % names.length),
];

try {
  await main();
} catch (error) {
  // An interrupted wait is an AbortError, with the reason for its cause.
  const told = error instanceof Error && error.name === "AbortError" ? error.cause : error;
  process.stderr.write(`${told instanceof StartupError ? told.message : String(told)}\n`);
  process.exitCode = 1;
}

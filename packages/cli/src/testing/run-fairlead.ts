import { join } from "node:path";
import { Fault } from "@fairlead/errors";
import { aResolvedApp, temporaryFolder } from "@fairlead/testkit";
import type { Finding } from "@fairlead/check";
import type { DeployPorts } from "@fairlead/deploy";
import { fakeDeployPorts } from "@fairlead/deploy/testing";
import type { ResolvedApp } from "@fairlead/model";
import { diskFiles } from "../files/disk-files.js";
import type { Description, EndSignal, Interruption, Matrices, Ports } from "../ports.js";
import { run } from "../run.js";
import type { Terminal } from "../terminal/terminal.js";
import { assemblyMaker } from "./an-assembly.js";
import { anEstimate } from "./an-estimate.js";

/** A folder with a configuration file whose content doesn't matter, because {@link aDescription} stands for it. */
export const aProject = (): string => temporaryFolder({ "fairlead.config.ts": "export default 1;\n" });

/** A description whose one environment is the given app. */
export const aDescription = (app: ResolvedApp = aResolvedApp()): Description => ({
  environments: [{ name: app.environment.name, tier: app.environment.tier, region: app.environment.region }],
  customization: null,
  resolve: () => app,
});

export interface TestRun {
  readonly cwd: string;
  readonly app?: ResolvedApp;
  readonly description?: Description;
  readonly findings?: readonly Finding[];
  readonly matrices?: Matrices;
  readonly env?: Readonly<Record<string, string>>;
  /** Columns of a terminal; left out: a pipe. */
  readonly tty?: number;
  /** What a person types, line by line; a function answers in its own time. */
  readonly answers?: readonly (string | ((signal: AbortSignal | undefined) => Promise<string | null>))[];
  /** All of stdin, in a pipe. Default none. */
  readonly stdin?: string;
  readonly ports?: Partial<Ports>;
  /** Lets a test send signals, and see whether they would have ended the process. */
  readonly signals?: TestSignals;
  /** What verbs meet instead of AWS; left out: an account with nothing in it. */
  readonly deployment?: Partial<DeployPorts>;
}

/** Who has taken signals over, the last one last; and what ended the process. */
export class TestSignals {
  readonly takers: ((signal: EndSignal) => void)[] = [];
  readonly ended: string[] = [];

  send(signal: EndSignal): void {
    this.takers.at(-1)?.(signal);
  }
}

export interface TestOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
}

interface Written {
  stdout: string;
  stderr: string;
  readonly questions: string[];
}

function terminalOf(test: TestRun, written: Written): Terminal {
  const isTty = test.tty !== undefined;
  const answers = [...(test.answers ?? [])];
  return {
    writeOut: (text) => {
      written.stdout += text;
    },
    writeErr: (text) => {
      written.stderr += text;
    },
    outIsTty: isTty,
    errIsTty: isTty,
    inIsTty: isTty,
    columns: test.tty ?? null,
    rows: test.tty === undefined ? null : 40,
    ask: (question, signal) => {
      written.questions.push(question);
      const answer = answers.shift() ?? "";
      return typeof answer === "string" ? Promise.resolve(answer) : answer(signal);
    },
    askHidden: (question) => {
      written.questions.push(question);
      const answer = answers.shift() ?? "";
      return typeof answer === "string" ? Promise.resolve(answer) : answer(undefined);
    },
    readIn: () => Promise.resolve(test.stdin ?? ""),
  };
}

function interruptionOf(test: TestRun): Interruption {
  return {
    onInterrupt: () => () => undefined,
    answer: () => Promise.resolve(),
    takeOver: (answer) => {
      test.signals?.takers.push(answer);
      return () => {
        test.signals?.takers.pop();
      };
    },
    end: (signal, says) => {
      test.signals?.ended.push(`${signal}: ${says}`);
    },
  };
}

function portsFor(test: TestRun, written: Written): Ports {
  const deployment = fakeDeployPorts(test.deployment);
  const { clock } = deployment;
  return {
    terminal: terminalOf(test, written),
    env: test.env ?? {},
    cwd: test.cwd,
    clock: { today: () => "2026-11-21", elapsedMs: () => 0, nowMs: () => clock.nowMs(), every: () => () => undefined },
    files: diskFiles,
    interruption: interruptionOf(test),
    importModule: () => Promise.resolve({ default: {} }),
    readDescription: () => Promise.resolve(test.description ?? aDescription(test.app)),
    makeAssembly: assemblyMaker(),
    checkApp: () =>
      Promise.resolve({
        findings: test.findings ?? [],
        matrices: test.matrices ?? { reachability: [], permissions: null },
      }),
    estimateCost: ({ region, usage }) => Promise.resolve(anEstimate({ region, usage })),
    network: {
      open: (url) => {
        throw new Fault("NetworkTouched", `Something asks for ${url}, and nothing but \`prices refresh\` may.`);
      },
    },
    deployment: () => Promise.resolve(deployment),
    deploy: () => Promise.resolve({ kind: "done" }),
    rehearse: () => {
      throw new Fault("RehearsalTouched", "The test hands in no rehearsal.");
    },
    machine: {
      nodeVersion: "24.1.0",
      platform: "linux x64",
      homeFolder: join(test.cwd, "home"),
      packageVersion: () => "2.0.0",
      versionOf: () => Promise.resolve(null),
      runProgram: () => Promise.resolve(null),
    },
    ...test.ports,
  };
}

/** Runs a command line with fakes around it, on the real disk. */
export async function runFairlead(argv: readonly string[], test: TestRun): Promise<TestOutcome> {
  const written = { stdout: "", stderr: "", questions: [] };
  const code = await run(argv, portsFor(test, written));
  return { code, ...written };
}

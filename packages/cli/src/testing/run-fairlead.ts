import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Fault } from "@fairlead/errors";
import { aResolvedApp } from "@fairlead/testkit";
import { onTestFinished } from "vitest";
import type { Finding } from "@fairlead/check";
import type { DeployPorts } from "@fairlead/deploy";
import { fakeDeployPorts } from "@fairlead/deploy/testing";
import type { ResolvedApp } from "@fairlead/model";
import { diskFiles } from "../files/disk-files.js";
import type { Description, Matrices, Ports } from "../ports.js";
import { run } from "../run.js";
import { assemblyMaker } from "./an-assembly.js";
import { anEstimate } from "./an-estimate.js";

/** A folder that goes with the test. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fairlead-test-")));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

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
  /** What a person types, line by line. */
  readonly answers?: readonly string[];
  readonly ports?: Partial<Ports>;
  /** What verbs meet instead of AWS; left out: an account with nothing in it. */
  readonly deployment?: Partial<DeployPorts>;
}

export interface TestOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
}

function portsFor(test: TestRun, written: { stdout: string; stderr: string; questions: string[] }): Ports {
  const isTty = test.tty !== undefined;
  const answers = [...(test.answers ?? [])];
  const deployment = fakeDeployPorts(test.deployment);
  const { clock } = deployment;
  return {
    terminal: {
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
      ask: (question) => {
        written.questions.push(question);
        return Promise.resolve(answers.shift() ?? "");
      },
    },
    env: test.env ?? {},
    cwd: test.cwd,
    clock: { today: () => "2026-11-21", elapsedMs: () => 0, nowMs: () => clock.nowMs(), every: () => () => undefined },
    files: diskFiles,
    interruption: {
      onInterrupt: () => () => undefined,
      answer: () => Promise.resolve(),
      takeOver: () => () => undefined,
    },
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
    machine: {
      nodeVersion: "24.1.0",
      platform: "linux x64",
      homeFolder: join(test.cwd, "home"),
      packageVersion: () => "2.0.0",
      versionOf: () => Promise.resolve(null),
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

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assembly, synthesizeApp, type VerdictStore } from "@fairlead/constructs";
// What a mistake costs is told by what stands above this package: the mistakes are the whole tool's test.
import { estimateCost, shippedPrices, sumOf } from "@fairlead/cost";
import { problemsOf } from "@fairlead/testkit";
import { type AppDefinition, resolveApp, type ResolvedApp } from "@fairlead/model";
import { checkApp, checkTemplates } from "../src/check-app.js";
import type { Finding } from "../src/finding.js";
import { TemplateGraph } from "../src/templates/template-graph.js";
import { anAssembly } from "../src/testing/an-assembly.js";
import type { Mistake, Outcome } from "./mistake.js";

/** What became of a mistake when it was made. */
export interface Judgement {
  /** Whether it went as the case says. */
  readonly holds: boolean;
  /** The tool's own words on it, or what came instead. */
  readonly words: string;
}

const TODAY = "2026-11-21";

/** What the validators say of the corrected apps is asked elsewhere. */
const noVerdicts: VerdictStore = { get: () => [], set: () => undefined };

/** Makes a mistake and looks at what becomes of it. */
export async function judge({ outcome }: Mistake): Promise<Judgement> {
  switch (outcome.kind) {
    case "refused":
      return judgeRefused(outcome);
    case "unwritable":
      return { holds: outcome.holds(new TemplateGraph((await plan(outcome.app())).assembly)), words: outcome.because };
    case "found":
      return judgeFound(outcome);
    case "priced":
      return judgePriced(outcome);
    case "out-of-reach":
      return { holds: true, words: outcome.because };
  }
}

function judgeRefused({ app, problem }: Extract<Outcome, { kind: "refused" }>): Judgement {
  const problems = problemsOf(() => resolve(app()));
  const told = problems.find(({ code }) => code === problem);
  return told === undefined
    ? { holds: false, words: `Refused with: ${problems.map(({ code }) => code).join(", ") || "nothing"}.` }
    : { holds: true, words: told.message };
}

async function judgeFound(outcome: Extract<Outcome, { kind: "found" }>): Promise<Judgement> {
  const findings =
    typeof outcome.in === "function"
      ? checkApp({ ...(await plan(outcome.in())), today: TODAY, permissions: [] })
      : checkTemplates(anAssembly(outcome.in));
  const told = findings.find(({ code, address }) => code === outcome.finding && address === outcome.on);
  return told === undefined
    ? { holds: false, words: `Found: ${findings.map(nameOf).join(", ") || "nothing"}.` }
    : { holds: true, words: told.message };
}

async function judgePriced({ app, service, usd }: Extract<Outcome, { kind: "priced" }>): Promise<Judgement> {
  const planned = await plan(app());
  const { region, usage } = planned.app.environment;
  const { lines } = estimateCost(planned.assembly, { region, usage, book: shippedPrices() });
  const { usd: sum } = sumOf(lines.filter((line) => line.service === service));
  return {
    holds: Math.round(sum.expected) === usd,
    words: `${service} costs ${sum.expected.toFixed(2)} USD a month.`,
  };
}

const nameOf = ({ code, address }: Finding): string => (address === null ? code : `${code} on ${address}`);

/** Where the cases pretend to be written. */
const BASE_FOLDER = "/app";

const resolve = (definition: AppDefinition): ResolvedApp => resolveApp(definition, "test", { baseFolder: BASE_FOLDER });

async function plan(definition: AppDefinition): Promise<{ app: ResolvedApp; assembly: Assembly }> {
  const app = resolve(definition);
  const outdir = mkdtempSync(join(tmpdir(), "fairlead-mistake-"));
  try {
    return { app, assembly: await synthesizeApp(app, { outdir, verdicts: noVerdicts, baseFolder: BASE_FOLDER }) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Estimate, estimateCost, foreignAssembly, shippedPrices } from "@fairlead/cost";
import { synthesizeApp, type VerdictStore } from "@fairlead/constructs";
import { type AppDefinition, resolveApp } from "@fairlead/model";
import type { ComparedEnvironment } from "./compared-environments.js";

/** Both bills of an environment. */
export interface ComparedBills extends ComparedEnvironment {
  readonly written: Estimate;
  /** Without what the plan counts apart. */
  readonly ours: Estimate;
  /** With everything. */
  readonly whole: Estimate;
}

const book = shippedPrices();

/** Nobody judges these templates here: other tests do. */
const UNJUDGED: VerdictStore = { get: () => [], set: () => undefined };

/** What the plan has and what the example has, at the same usage; models are on their providers' bills in every plan. */
export async function priceCompared(compared: ComparedEnvironment): Promise<ComparedBills> {
  const { app: name, definition, counted, asWritten } = compared;
  const whole = await priced(compared, definition);
  const { region, usage } = whole;
  return {
    ...compared,
    written: estimateCost(foreignAssembly({ [`${name}-as-written`]: { Resources: asWritten } }), {
      region,
      usage,
      book,
    }),
    ours: counted === null ? whole : await priced(compared, counted),
    whole,
  };
}

async function priced({ app: name, environment }: ComparedEnvironment, definition: AppDefinition): Promise<Estimate> {
  const baseFolder = join(import.meta.dirname, "../../..", name);
  const app = resolveApp(definition, environment, { baseFolder });
  const outdir = mkdtempSync(join(tmpdir(), `fairlead-cost-${name}-`));
  const assembly = await synthesizeApp(app, { outdir, verdicts: UNJUDGED, baseFolder });
  const { region, usage } = app.environment;
  return estimateCost(assembly, { region, usage: { ...usage, inputTokens: 0, outputTokens: 0 }, book });
}

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Estimate, estimateCost, foreignAssembly, shippedPrices } from "@fairlead/cost";
import { type Assembly, synthesizeApp, type VerdictStore } from "@fairlead/constructs";
import { resolveApp } from "@fairlead/model";
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
  const { app: name, definition, environment, asWritten, apart } = compared;
  const baseFolder = join(import.meta.dirname, "../../..", name);
  const app = resolveApp(definition, environment, { baseFolder });
  const outdir = mkdtempSync(join(tmpdir(), `fairlead-cost-${name}-`));
  const assembly = await synthesizeApp(app, { outdir, verdicts: UNJUDGED, baseFolder });
  const { region } = app.environment;
  const usage = { ...app.environment.usage, inputTokens: 0, outputTokens: 0 };
  const price = (each: Assembly): Estimate => estimateCost(each, { region, usage, book });
  return {
    ...compared,
    written: price(foreignAssembly({ [`${name}-as-written`]: { Resources: asWritten } })),
    ours: price(apart.length === 0 ? assembly : without(assembly, apart)),
    whole: price(assembly),
  };
}

/** An assembly as it would be without some parts. */
function without(assembly: Assembly, parts: readonly string[]): Assembly {
  const isApart = (stack: string, logicalId: string): boolean =>
    assembly.resources.some(
      (each) =>
        each.stack === stack &&
        each.logicalId === logicalId &&
        (parts.includes(each.address ?? "") || each.type.endsWith("::AutoScalingGroup")),
    );
  return {
    ...assembly,
    stacks: assembly.stacks.map((stack) => ({
      ...stack,
      template: {
        ...stack.template,
        Resources: Object.fromEntries(
          Object.entries(stack.template.Resources).filter(([id]) => !isApart(stack.name, id)),
        ),
      },
    })),
    resources: assembly.resources.filter(({ stack, logicalId }) => !isApart(stack, logicalId)),
  };
}

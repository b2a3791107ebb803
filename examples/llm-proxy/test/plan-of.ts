import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkApp, type Finding } from "@fairlead/check";
import { type Assembly, MemoryVerdictStore, synthesizeApp } from "@fairlead/constructs";
import { type AppDefinition, type ResolvedApp, resolveApp } from "@fairlead/model";

/** One environment of an app, carried through every stage of a plan. */
export interface Plan {
  readonly app: ResolvedApp;
  readonly assembly: Assembly;
  readonly findings: readonly Finding[];
}

const verdicts = new MemoryVerdictStore();

export async function planOf(definition: AppDefinition, environment: string): Promise<Plan> {
  const app = resolveApp(definition, environment, { baseFolder: join(import.meta.dirname, "..") });
  const outdir = mkdtempSync(join(tmpdir(), `fairlead-${environment}-`));
  const assembly = await synthesizeApp(app, { outdir, verdicts });
  return { app, assembly, findings: checkApp({ app, assembly, today: "2026-11-21" }) };
}

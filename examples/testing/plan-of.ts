import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  checkApp,
  type Finding,
  type IamSimulator,
  loadCloudCopilotSimulator,
  type Permission,
  permissionMatrix,
} from "@fairlead/check";
import { type Estimate, estimateCost, shippedPrices } from "@fairlead/cost";
import { expectPresent } from "@fairlead/errors";
import { type Assembly, FileVerdictStore, synthesizeApp } from "@fairlead/constructs";
import { type AppDefinition, type ResolvedApp, resolveApp } from "@fairlead/model";

/** One environment of an app, carried through every stage of a plan. */
export interface Plan {
  readonly app: ResolvedApp;
  readonly assembly: Assembly;
  /** What its roles may do. */
  readonly permissions: readonly Permission[];
  readonly findings: readonly Finding[];
  readonly estimate: Estimate;
}

/** Shared by all test files and by their next run: to judge the templates is most of the work, and they seldom change. */
export const verdicts = new FileVerdictStore(join(import.meta.dirname, "../../node_modules/.cache/fairlead-verdicts"));
const prices = shippedPrices();
let simulator: Promise<IamSimulator | null> | null = null;

/** Plans an environment of the app whose configuration file lies at `url` (`import.meta.url` of a test in its folder `test`). */
export async function planOf(definition: AppDefinition, environment: string, url: string): Promise<Plan> {
  const baseFolder = dirname(dirname(fileURLToPath(url)));
  const app = resolveApp(definition, environment, { baseFolder });
  const outdir = mkdtempSync(join(tmpdir(), `fairlead-${environment}-`));
  const assembly = await synthesizeApp(app, { outdir, verdicts, baseFolder });
  simulator ??= loadCloudCopilotSimulator();
  const permissions = await permissionMatrix(assembly, expectPresent(await simulator, "IAM's simulator"));
  const findings = checkApp({ app, assembly, today: "2026-11-21", permissions });
  const { region, usage } = app.environment;
  return { app, assembly, permissions, findings, estimate: estimateCost(assembly, { region, usage, book: prices }) };
}

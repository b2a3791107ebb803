import type { Finding } from "@fairlead/check";
import type { AdvisedEstimate } from "@fairlead/cost";
import type { Assembly } from "@fairlead/constructs";
import { criticalPath } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import { hashOf } from "./hash.js";
import { PLAN_SCHEMA_VERSION, type PlanRecord } from "./plan-record.js";
import { requirementsOf } from "./requirements.js";
import { deploymentWaves } from "./waves.js";

export interface RecordParts {
  readonly app: ResolvedApp;
  readonly assembly: Assembly;
  readonly findings: readonly Finding[];
  readonly estimate: AdvisedEstimate;
  /** Text of the file of prices that the estimate prefers. */
  readonly fetchedPrices: string | null;
  /** Relative to the folder that holds `.fairlead`. */
  readonly configFile: string;
  readonly version: string;
}

const SEVERITIES = ["error", "warning", "note"] as const;

const rank = ({ severity, status }: Finding): number =>
  SEVERITIES.indexOf(severity) + (status.kind === "open" ? 0 : SEVERITIES.length);

export const pricesHash = (fetchedPrices: string | null): string | null =>
  fetchedPrices === null ? null : hashOf(fetchedPrices);

/** Gathers what a plan says; without a comparison, which needs this first. */
export function makeRecord({
  app,
  assembly,
  findings,
  estimate,
  fetchedPrices,
  configFile,
  version,
}: RecordParts): PlanRecord {
  return {
    schemaVersion: PLAN_SCHEMA_VERSION,
    fairlead: version,
    configFile,
    descriptionHash: hashOf(app),
    app,
    stacks: assembly.stacks.map(({ name, role, templateFile, template, dependsOn }) => ({
      name,
      role,
      templateFile,
      templateHash: hashOf(template),
      resourceCount: Object.keys(template.Resources).length,
      dependsOn,
    })),
    waves: deploymentWaves(assembly.stacks),
    firstDeployment: criticalPath(assembly),
    resources: assembly.resources.map(({ stack, logicalId, type, constructPath, address }) => ({
      stack,
      logicalId,
      type,
      constructPath,
      address,
      source: address === null ? null : (app.sources[address] ?? null),
    })),
    findings: [...findings].sort((left, right) => rank(left) - rank(right)),
    requirements: requirementsOf(app, assembly),
    estimate,
    pricesHash: pricesHash(fetchedPrices),
    changes: null,
  };
}

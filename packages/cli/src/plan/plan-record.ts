import type { Finding } from "@fairlead/check";
import type { AdvisedEstimate } from "@fairlead/cost";
import type { CriticalPath } from "@fairlead/deploy";
import type { SourceLocation } from "@fairlead/errors";
import type { Address, ResolvedApp } from "@fairlead/model";
import type { PlanChanges } from "../diff/resource-change.js";
import type { Requirement } from "./requirements.js";

/** Raised when a field of `plan.json` changes its meaning or goes. */
export const PLAN_SCHEMA_VERSION = 1;

/** All that `plan` found out about one environment; `plan.json` is this value, the same input gives the same bytes. */
export interface PlanRecord {
  readonly schemaVersion: typeof PLAN_SCHEMA_VERSION;
  /** Version of the tool that made it. */
  readonly fairlead: string;
  /** Relative to the folder that holds `.fairlead`. */
  readonly configFile: string;
  /** SHA-256 of the resolved app; equal hashes give equal templates with one version of Fairlead. */
  readonly descriptionHash: string;
  /** The environment, its services, data and connections, with every gap filled. */
  readonly app: ResolvedApp;
  readonly stacks: readonly PlannedStack[];
  /** Roles of stacks: those of one wave deploy side by side, after the wave before. */
  readonly waves: readonly (readonly string[])[];
  /** How long a first deployment takes, by documented creation times: its longest chain, and the sum. */
  readonly firstDeployment: CriticalPath;
  readonly resources: readonly PlannedResource[];
  readonly findings: readonly Finding[];
  /** What the operator has to provide or do before a deployment can serve. */
  readonly requirements: readonly Requirement[];
  /** What it costs a month, and what would make it cheaper; `null` in plans of versions that counted none. */
  readonly estimate: AdvisedEstimate | null;
  /** SHA-256 of the fetched prices that the estimate prefers; `null`: there were none. */
  readonly pricesHash: string | null;
  /** `null`: there was no earlier plan. */
  readonly changes: PlanChanges | null;
}

export interface PlannedStack {
  /** CloudFormation's name, e.g. `llm-proxy-prod-Vpc`. */
  readonly name: string;
  /** For example `Vpc`. */
  readonly role: string;
  /** In `assembly/`. */
  readonly templateFile: string;
  /** SHA-256 of the template. */
  readonly templateHash: string;
  readonly resourceCount: number;
  readonly dependsOn: readonly string[];
}

export interface PlannedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly constructPath: string;
  readonly address: Address | null;
  /** The line of the description that caused it. */
  readonly source: SourceLocation | null;
}

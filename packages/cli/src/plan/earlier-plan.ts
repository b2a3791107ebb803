import { join } from "node:path";
import { UserError } from "@fairlead/errors";
import type { Template } from "@fairlead/constructs";
import type { Files } from "../files/files.js";
import { readJson, readTemplate } from "../files/json-files.js";
import { ASSEMBLY_FOLDER, PLAN_FILE } from "../folder/output-folders.js";
import { PLAN_SCHEMA_VERSION, type PlanRecord } from "./plan-record.js";

/** A plan on disk, made by an earlier run. */
export interface EarlierPlan {
  readonly folder: string;
  readonly record: PlanRecord;
  /** `null` when the file is gone. */
  readonly templateOf: (templateFile: string) => Template | null;
}

// The file is ours and its version says its shape; a file that somebody changed by hand is not worth more than this.
const isPlanRecord = (value: unknown): value is PlanRecord =>
  typeof value === "object" &&
  value !== null &&
  "schemaVersion" in value &&
  value.schemaVersion === PLAN_SCHEMA_VERSION &&
  "stacks" in value &&
  Array.isArray(value.stacks) &&
  "resources" in value &&
  Array.isArray(value.resources) &&
  "app" in value;

/** The plan in a folder; `null` when there is none, or one that this version can't read. */
export function readEarlierPlan(folder: string, files: Files): EarlierPlan | null {
  const record = readJson(join(folder, PLAN_FILE), files);
  if (!isPlanRecord(record)) return null;
  return {
    folder,
    record: hasEstimate(record) ? record : withoutEstimate(record),
    templateOf: (templateFile) => readTemplate(join(folder, ASSEMBLY_FOLDER, templateFile), files),
  };
}

// Plans of versions before estimates, or before their advice, lack such a field, whatever the type says of newer ones.
const hasEstimate = (record: PlanRecord): boolean =>
  "estimate" in record && (record.estimate === null || "advice" in record.estimate);

const withoutEstimate = (record: PlanRecord): PlanRecord => ({ ...record, estimate: null });

/** Why a plan that lies in a folder is of no use; `null` when there is none, or when it can be read. */
export function whyUnreadable(folder: string, files: Files): string | null {
  const path = join(folder, PLAN_FILE);
  if (files.read(path) === null) return null;
  const kept = readJson(path, files);
  if (isPlanRecord(kept)) return null;
  const version = versionIn(kept);
  return version !== null && version > PLAN_SCHEMA_VERSION
    ? "was made by a newer Fairlead"
    : "is damaged, or was made by a Fairlead that this one doesn't understand";
}

const versionIn = (value: unknown): number | null =>
  typeof value === "object" && value !== null && "schemaVersion" in value && typeof value.schemaVersion === "number"
    ? value.schemaVersion
    : null;

/** @param option That the reader named the folder with. @throws UserError when the folder holds no plan. */
export function requireEarlierPlan(option: "--against" | "--diff", folder: string, files: Files): EarlierPlan {
  const found = readEarlierPlan(folder, files);
  if (found !== null) return found;
  throw UserError.of("EarlierPlanNotFound", {
    message: `The folder ${folder} holds no ${PLAN_FILE} that this version of Fairlead can read.`,
    fix: `Give ${option} the folder that \`fairlead plan\` wrote, e.g. \`.fairlead/prod\` of another checkout.`,
  });
}

import type { Outcome } from "@fairlead/deploy";
import { isUserError, type Problem } from "@fairlead/errors";
import type { RehearsalStep } from "./rehearsal-report.js";

/** What came of a step. */
export interface StepResult {
  readonly result: RehearsalStep["result"];
  readonly says: string;
  readonly problems: readonly Problem[];
}

export const passed = (says: string): StepResult => ({ result: "passed", says, problems: [] });

export const failed = (says: string): StepResult => ({ result: "failed", says, problems: [] });

export const skipped = (says: string): StepResult => ({ result: "skipped", says, problems: [] });

/** Whether a verb ended as it should. */
export function judged(outcome: Outcome, expected: Outcome["kind"]): StepResult {
  const problems = "problems" in outcome ? outcome.problems : [];
  if (outcome.kind === expected) return { result: "passed", says: `It ended as ${outcome.kind}.`, problems };
  return { result: "failed", says: `It ended as ${outcome.kind}, and should as ${expected}.`, problems };
}

/** A verb that refuses has failed; anything else is a defect of ours. */
export function failure(error: unknown): StepResult {
  if (isUserError(error)) return { result: "failed", says: error.message, problems: error.problems };
  throw error;
}

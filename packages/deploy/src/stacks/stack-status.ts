/** Whether CloudFormation works on the stack. `REVIEW_IN_PROGRESS` is a stack that waits for a change set to be executed: nothing goes on. */
export const isInProgress = (status: string): boolean =>
  status.endsWith("_IN_PROGRESS") && status !== "REVIEW_IN_PROGRESS";

/** After these the stack is as its template says. */
const SETTLED: readonly string[] = [
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_ROLLBACK_COMPLETE",
  "IMPORT_COMPLETE",
  "IMPORT_ROLLBACK_COMPLETE",
];

/** Whether the stack is as the template says that CloudFormation gives for it. */
export const isSettled = (status: string): boolean => SETTLED.includes(status);

/**
 * Whether an update can begin by itself, after what the toolkit does on its own account: it deletes a stack whose creation failed and
 * makes it anew, and takes back one that has stopped where it failed, unless that one resists a rollback and is gone on with.
 */
export type StackReadiness = "ready" | "busy" | "stuck";

// AWS CloudFormation, "Stack status codes" and "Continue rolling back an update" (read 2026-11): from these two no update begins.
const STUCK: readonly string[] = ["UPDATE_ROLLBACK_FAILED", "DELETE_FAILED", "ROLLBACK_FAILED"];

/** Whether a stack takes an update now. */
export function readinessOf(status: string): StackReadiness {
  if (isInProgress(status)) return "busy";
  return STUCK.includes(status) ? "stuck" : "ready";
}

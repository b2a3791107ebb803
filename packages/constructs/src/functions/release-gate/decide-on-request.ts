import type { GateAnswer } from "./gate-answer.js";
import type { GateRequest } from "./gate-request.js";
import { parseTaskRevision } from "./task-revision.js";

export type GateDecision =
  | { readonly kind: "answer"; readonly answer: GateAnswer }
  /** Start the task; its end decides. */
  | { readonly kind: "run" };

/**
 * Decides whether a request starts the job.
 *
 * A stack that rolls back sends an `Update` with the earlier properties. The old migration must not run then: it may not know
 * what the new one has done to the database, and its failure would leave the stack in `UPDATE_ROLLBACK_FAILED`. ECS numbers
 * the revisions of a family upwards and CloudFormation registers a new one for each change, so a revision that is not higher
 * than the one before can only be a rollback (or a change of the network alone): nothing to run. Going back to an older image
 * on purpose registers a new revision, and so does run.
 */
export function decideOnRequest(request: GateRequest): GateDecision {
  switch (request.RequestType) {
    case "Create":
      return { kind: "run" };
    case "Delete":
      return succeed("There is nothing to take back.");
    case "Update":
      return isForward(request) ? { kind: "run" } : succeed("The job's task definition is not new; it was not run.");
  }
}

function isForward({ ResourceProperties, OldResourceProperties }: GateRequest): boolean {
  if (OldResourceProperties === undefined) return true;
  const now = parseTaskRevision(ResourceProperties.TaskDefinition);
  const before = parseTaskRevision(OldResourceProperties.TaskDefinition);
  if (now === null || before?.family !== now.family) {
    return ResourceProperties.TaskDefinition !== OldResourceProperties.TaskDefinition;
  }
  return now.revision > before.revision;
}

const succeed = (reason: string): GateDecision => ({ kind: "answer", answer: { status: "SUCCESS", reason } });

import type { Problem } from "@fairlead/errors";
import type { StackPlace } from "./stacks.js";

/** A stack, its status and, where they are known, the resources that failed. */
export interface StuckStack {
  readonly stack: StackPlace;
  readonly status: string;
  readonly failed: readonly string[];
}

const aws = ({ name, region }: StackPlace, command: string): string =>
  `aws cloudformation ${command} --stack-name ${name}${region === null ? "" : ` --region ${region}`}`;

const listed = (ids: readonly string[]): string => (ids.length === 0 ? "<logical ids>" : ids.join(" "));

/**
 * How to free a stack from which CloudFormation begins no update, by AWS's own pages ("Continue rolling back an update", "Delete a stack",
 * "Stack status codes", read 2026-11). `null`: it is not stuck.
 */
export function howToFree({ stack, status, failed }: StuckStack): string | null {
  switch (status) {
    case "UPDATE_ROLLBACK_FAILED":
      return (
        "Mend what its events name, then go on with the rollback: " +
        `${aws(stack, "continue-update-rollback")}. What can't be mended may be left as it is with ` +
        `--resources-to-skip ${listed(failed)}; its stack and it then differ until the next release.`
      );
    case "DELETE_FAILED":
      return (
        "Mend what its events name (a bucket that isn't empty, deletion protection) and delete it again: " +
        `${aws(stack, "delete-stack")}. What shall stay may be left there with --retain-resources ${listed(failed)}.`
      );
    case "ROLLBACK_FAILED":
      return (
        "Its first deployment failed, and what it had made could not be taken away: most often deletion protection of a database or of a " +
        `load balancer. Turn it off by hand if nothing in it is wanted, delete the stack (${aws(stack, "delete-stack")}) and deploy again.`
      );
    case "ROLLBACK_COMPLETE":
      return `Its first deployment failed and was taken back. The next one deletes it and makes it anew; by hand: ${aws(stack, "delete-stack")}.`;
    case "REVIEW_IN_PROGRESS":
      return `A change set waits to be executed, and the stack holds nothing yet. The next deployment goes on from there; to be rid of it: ${aws(stack, "delete-stack")}.`;
    case "CREATE_FAILED":
    case "UPDATE_FAILED":
      return `It stopped where it failed, without a rollback. Deploy again, or take it back: ${aws(stack, "rollback-stack")}.`;
    default:
      return null;
  }
}

/** A stack that no update can begin from, as a problem. */
export const stuckProblem = (stuck: StuckStack): Problem => ({
  path: "",
  code: "StackStuck",
  message: `The stack ${stuck.stack.name} is in ${stuck.status}, from which CloudFormation begins no update.`,
  fix: howToFree(stuck) ?? "Look at its events in CloudFormation's console.",
});

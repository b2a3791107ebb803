import { UserError } from "@fairlead/errors";
import { howToFree } from "./how-to-free.js";
import type { DeployedStack, StackEvent, StackPlace } from "./stacks.js";

/** What is known of a stack that failed. */
export interface StackFailure {
  readonly stack: StackPlace;
  /** As it is now; `null`: there is none. */
  readonly now: DeployedStack | null;
  /** Since the operation began. */
  readonly events: readonly StackEvent[];
  /** What the CDK or AWS said. */
  readonly said: string;
  readonly cause: unknown;
}

// What CloudFormation writes of resources that were stopped because another one had failed.
const FOLLOWED = /^Resource (creation|update) cancelled$|The following resource\(s\) failed/iu;

/** The events that tell why: the first failures, without those that only followed. */
const causesOf = (events: readonly StackEvent[]): readonly StackEvent[] =>
  events.filter(
    ({ status, reason, resourceType }) =>
      status.endsWith("_FAILED") &&
      resourceType !== "AWS::CloudFormation::Stack" &&
      reason !== null &&
      !FOLLOWED.test(reason),
  );

function fixOf({ stack, now, events }: StackFailure): string {
  const failed = [...new Set(causesOf(events).map(({ logicalId }) => logicalId))];
  const free = now === null ? null : howToFree({ stack, status: now.status, failed });
  return free ?? "Mend what is named, and deploy again: what is done already is not done twice.";
}

/** One error for a stack that failed: each resource that failed by itself is a problem with its place in the stack. */
export function stackFailure(failure: StackFailure): UserError {
  const { stack, now, events, said, cause } = failure;
  const state = now === null ? "It isn't there now" : `It is now in ${now.status}`;
  const fix = fixOf(failure);
  const causes = causesOf(events);
  if (causes.length === 0)
    return UserError.ofProblems(
      [{ path: stack.name, code: "StackFailed", message: `The stack ${stack.name} failed: ${said} ${state}.`, fix }],
      cause,
    );
  return UserError.ofProblems(
    causes.map(({ logicalId, resourceType, reason }) => ({
      path: `${stack.name}/${logicalId}`,
      code: "StackFailed",
      message: `${logicalId} (${resourceType}) of the stack ${stack.name} failed: ${reason ?? "no reason is given"} ${state}.`,
      fix,
    })),
    cause,
  );
}

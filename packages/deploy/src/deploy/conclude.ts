import { Fault, isUserError, type Problem } from "@fairlead/errors";
import type { Outcome } from "../outcome/outcome.js";
import type { RolloutVerdict } from "../rollout/rollout-verdict.js";
import type { Ending } from "./interruption.js";

/** What a run knows at its end. */
export interface RunFacts {
  /** Of stacks, images and smoke checks that failed. */
  readonly failures: readonly Problem[];
  readonly verdicts: readonly RolloutVerdict[];
  readonly ending: Ending | null;
  /** Whether everything was done that was planned. */
  readonly isComplete: boolean;
  /** Stacks that could not be stopped and are still being made. */
  readonly stillMaking: readonly string[];
}

const all = (verdicts: readonly RolloutVerdict[], ...kinds: readonly RolloutVerdict["verdict"][]): boolean =>
  verdicts.every(({ verdict }) => kinds.includes(verdict));

/**
 * The outcome, by what is true of the services and never by what an API returned: that CloudFormation failed doesn't say that the old
 * version serves, and that it is content doesn't say that the new one does.
 */
export function conclude({ failures, verdicts, ending, isComplete, stillMaking }: RunFacts): Outcome {
  const problems = [...failures, ...verdicts.flatMap((verdict) => verdict.problems)];
  const isOld = all(verdicts, "rolled-back", "unchanged");
  switch (ending) {
    case "leave":
      return { kind: "cancelled", left: "left-running" };
    case "roll-back":
      if (stillMaking.length > 0) return { kind: "cancelled", left: "left-running" };
      return isOld ? { kind: "cancelled", left: "rolled-back" } : { kind: "unhealthy", problems };
    case "deadline":
      return { kind: "timed-out", problems: [...problems, timeIsUp] };
    case null:
      break;
  }
  if (isComplete && failures.length === 0 && all(verdicts, "serving", "unchanged")) return { kind: "done" };
  if (failures.length === 0 && verdicts.some(({ verdict }) => verdict === "unsettled"))
    return { kind: "timed-out", problems };
  if (isOld) return { kind: "rolled-back", problems };
  return { kind: "unhealthy", problems: all(verdicts, "serving", "unchanged") ? [...problems, servesYet] : problems };
}

const timeIsUp: Problem = {
  path: "",
  code: "DeadlinePassed",
  message: "The time for this deployment is up; AWS goes on with what it has begun.",
  fix: "Look at it with `fairlead status`, and run the same command again: it waits for what is under way and goes on from there.",
};

/** The new version serves, and the release is not whole. */
const servesYet: Problem = {
  path: "",
  code: "ReleaseIncomplete",
  message:
    "The services that are up are healthy and serve the new version where they have it, but not all of the release was done.",
  fix: "Mend what is named and run the same command again, or go back with `fairlead rollback`.",
};

/** The problems of whatever was thrown; a defect of ours goes on being thrown. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (isUserError(error)) return error.problems;
  throw error instanceof Error ? error : new Fault("UnknownFailure", String(error), error);
}

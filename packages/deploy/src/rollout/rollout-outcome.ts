import type { Outcome } from "../outcome/outcome.js";
import type { RolloutVerdict } from "./rollout-verdict.js";

/** What is known of a run beside its services. */
export interface RunFacts {
  /** A person, or CI, has ended it. */
  readonly isCancelled: boolean;
  /** Nothing was to be done. */
  readonly isUnchanged: boolean;
}

/** The worst of several verdicts is the whole's: one service that isn't well is enough. */
export function rolloutOutcome(verdicts: readonly RolloutVerdict[], { isCancelled, isUnchanged }: RunFacts): Outcome {
  const problems = verdicts.flatMap((verdict) => verdict.problems);
  const has = (wanted: RolloutVerdict["verdict"]): boolean => verdicts.some(({ verdict }) => verdict === wanted);
  if (has("unsettled")) {
    return isCancelled ? { kind: "cancelled", left: "left-running" } : { kind: "timed-out", problems };
  }
  if (has("unhealthy")) return { kind: "unhealthy", problems };
  if (has("rolled-back")) return { kind: "rolled-back", problems };
  return { kind: isUnchanged ? "unchanged" : "done" };
}

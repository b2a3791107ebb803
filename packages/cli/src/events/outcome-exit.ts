import type { Outcome } from "@fairlead/deploy";
import { EXIT_CODES, type ExitCode } from "../exit-codes.js";
import type { Canceller } from "../interrupt/interruptible.js";

export interface ExitChoice {
  /** With `--exit-code`: nothing to do is a code of its own. */
  readonly tellsUnchanged?: boolean;
  /** What was it that cancelled; default Ctrl-C. */
  readonly cancelledBy?: Canceller | null;
}

/** The code that a script tells outcomes apart by. */
export function outcomeExit(
  outcome: Outcome,
  { tellsUnchanged = false, cancelledBy = null }: ExitChoice = {},
): ExitCode {
  switch (outcome.kind) {
    case "done":
      return EXIT_CODES.ok.code;
    case "unchanged":
      return tellsUnchanged ? EXIT_CODES.unchanged.code : EXIT_CODES.ok.code;
    case "refused":
      return EXIT_CODES.refused.code;
    case "needs-approval":
      return EXIT_CODES.needsApproval.code;
    case "rolled-back":
      return EXIT_CODES.rolledBack.code;
    case "unhealthy":
      return EXIT_CODES.unhealthy.code;
    case "timed-out":
      return EXIT_CODES.timedOut.code;
    case "cancelled":
      // What was asked for doesn't serve yet, so 0 would be a lie.
      if (cancelledBy === "detached") return EXIT_CODES.timedOut.code;
      return cancelledBy === "SIGTERM" ? EXIT_CODES.terminated.code : EXIT_CODES.interrupted.code;
  }
}

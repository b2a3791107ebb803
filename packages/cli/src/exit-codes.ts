/** One exit code and what a script may conclude from it. */
export interface ExitCodeMeaning {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
}

/** Every code that the process ends with; stable, documented in `docs/generated/cli.md`. */
export const EXIT_CODES = {
  ok: { code: 0, name: "ok", meaning: "Done. With `plan --exit-code`: nothing would change." },
  error: {
    code: 1,
    name: "error",
    meaning: "Only with `plan --exit-code`: what otherwise ends with 2, because 2 means changes there.",
  },
  invalid: {
    code: 2,
    name: "invalid",
    meaning:
      "Wrong usage, a description that can't be planned, or a request that AWS refused before anything was changed; every problem was printed. With `plan --exit-code`: there are changes (Terraform's `-detailed-exitcode`).",
  },
  refused: {
    code: 3,
    name: "refused",
    meaning:
      "`check` found open errors (with `--strict` also warnings), `cost` a limit that is exceeded, `doctor` something that must be mended, `rehearse` something that did not end as it should, or the preflight of a deployment something that stands in its way: nothing was touched.",
  },
  rolledBack: {
    code: 4,
    name: "rolled-back",
    meaning: "The new version failed and was taken back; the old one serves and is healthy.",
  },
  unhealthy: {
    code: 5,
    name: "unhealthy",
    meaning: "It failed, and what serves now is not known to be healthy: look at once.",
  },
  timedOut: {
    code: 6,
    name: "timed-out",
    meaning:
      "The time of `--timeout` was up, or `--detach` was given: it still goes on in AWS, and how it ends is not known.",
  },
  needsApproval: {
    code: 7,
    name: "needs-approval",
    meaning: "A person must agree first, and nobody could be asked; `--yes` agrees. Nothing was touched.",
  },
  unchanged: {
    code: 8,
    name: "unchanged",
    meaning: "Only with `deploy --exit-code`: the environment was already as asked, and healthy; otherwise that is 0.",
  },
  defect: { code: 70, name: "defect", meaning: "A defect of Fairlead's own; the message says how to report it." },
  notRun: {
    code: 125,
    name: "not-run",
    meaning:
      "`run`: the task never ended by itself (no image, no capacity, a timeout, …), as `docker run` has it; otherwise its exit code is handed on.",
  },
  interrupted: {
    code: 130,
    name: "interrupted",
    meaning:
      "Ctrl-C (SIGINT). No half-written file is left; what becomes of a deployment under way was asked and is said.",
  },
  terminated: {
    code: 143,
    name: "terminated",
    meaning:
      "Ended from outside (SIGTERM). No half-written file is left; a deployment under way goes on in AWS, which is said.",
  },
} as const satisfies Readonly<Record<string, ExitCodeMeaning>>;

/** The number that a process of ours ends with. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]["code"];

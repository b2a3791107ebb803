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
      "Wrong usage, or a description that can't be planned; every problem was printed. With `plan --exit-code`: there are changes (Terraform's `-detailed-exitcode`).",
  },
  refused: {
    code: 3,
    name: "refused",
    meaning:
      "`check` found open errors (with `--strict` also warnings), `cost` a limit that is exceeded, or `doctor` something that must be mended.",
  },
  defect: { code: 70, name: "defect", meaning: "A defect of Fairlead's own; the message says how to report it." },
  interrupted: { code: 130, name: "interrupted", meaning: "Ctrl-C (SIGINT). Nothing half-written is left." },
  terminated: { code: 143, name: "terminated", meaning: "Ended from outside (SIGTERM). Nothing half-written is left." },
} as const satisfies Readonly<Record<string, ExitCodeMeaning>>;

/** The number that a process of ours ends with. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]["code"];

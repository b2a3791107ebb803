import type { Problem } from "./problem.js";

// A brand and not `instanceof`: two copies of this package may be loaded (the tool's and the project's).
const BRAND = Symbol.for("@fairlead/user-error");

/** What a {@link UserError} is made of. */
export interface UserErrorOptions {
  readonly message: string;
  readonly fix: string;
  readonly cause?: unknown;
}

/**
 * The reader's mistake, or something the reader can mend: shown without a stack trace.
 * Holds every problem found, not the first one only.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly [BRAND] = true;
  readonly problems: readonly Problem[];

  private constructor(problems: readonly Problem[], cause: unknown) {
    super(problems.map((problem) => problem.message).join("\n"), cause === undefined ? undefined : { cause });
    this.problems = problems;
  }

  /** One problem that belongs to no place in the description. */
  static of(code: string, { message, fix, cause }: UserErrorOptions): UserError {
    return new UserError([{ path: "", code, message, fix }], cause);
  }

  /** All the problems of one input at once. */
  static ofProblems(problems: readonly Problem[], cause?: unknown): UserError {
    return new UserError(problems, cause);
  }
}

/** Tells whether an error is the reader's to mend, whichever copy of this package made it. */
export const isUserError = (error: unknown): error is UserError =>
  typeof error === "object" && error !== null && BRAND in error;

import { isUserError, type Problem } from "@fairlead/errors";

/** The problems that a call is refused with; none when it is not. Any other error goes on. */
export function problemsOf(call: () => unknown): readonly Problem[] {
  try {
    call();
    return [];
  } catch (error) {
    if (isUserError(error)) return error.problems;
    throw error;
  }
}

import { UserError } from "@fairlead/errors";

/** How a run may end the process while the reader's own code could end it as well. */
export interface Ending {
  /** Ends the process on purpose. */
  readonly exit: (code: number) => never;
  /** The run is over; how the process ends is no longer watched. */
  readonly release: () => void;
}

const endedByDescription = (): UserError =>
  UserError.of("DescriptionEndedProcess", {
    message: "The description, or something that it imports, ended the process (process.exit) before the run was over.",
    fix: "Take the exit out of what the description runs; a thrown error is shown with its line.",
  });

const neverSettled = (): UserError =>
  UserError.of("DescriptionNeverSettles", {
    message: "The description waits for something that never comes: a top-level `await` doesn't end.",
    fix: "Take the `await` out; a description is values only, and needs no waiting.",
  });

/** Watches for an end that nobody here meant. `tell` says it, synchronously, and gives the exit code. */
export function watchEnding(tell: (error: unknown) => number): Ending {
  let isWatching = true;
  const release = (): void => {
    isWatching = false;
  };
  const exit = (code: number): never => {
    release();
    process.exit(code);
  };
  // Without anything left to do the process would end with 0 and in silence.
  process.once("beforeExit", () => {
    if (isWatching) exit(tell(neverSettled()));
  });
  process.once("exit", () => {
    if (isWatching) process.exitCode = tell(endedByDescription());
  });
  process.once("uncaughtException", (error) => exit(tell(error)));
  return { exit, release };
}

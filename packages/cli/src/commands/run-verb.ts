import type { Outcome } from "@fairlead/deploy";
import type { CommandContext, CommandResult } from "../command/command.js";
import { interruptible } from "../interrupt/interruptible.js";
import { outcomeResult, type OutcomeResultOptions } from "./outcome-result.js";

export interface VerbRun extends Pick<OutcomeResultOptions, "app" | "verb" | "asked"> {
  /** What goes on, as the beginning of a sentence, e.g. `The scaling of api`. */
  readonly what: string;
}

/** Runs a verb that AWS works for, and that a person may leave; it comes to its outcome. */
export async function runVerb(
  context: CommandContext,
  { what, ...options }: VerbRun,
  verb: (signal: AbortSignal) => Promise<Outcome>,
): Promise<CommandResult> {
  context.events.about(options.app);
  const work = interruptible(context, { what, lookAgain: `fairlead status -e ${options.app.environment.name}` });
  try {
    const outcome = await verb(work.signal);
    return outcomeResult(context, outcome, { ...options, cancelledBy: work.cancelledBy() });
  } finally {
    work.release();
  }
}

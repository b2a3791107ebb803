import type { Outcome } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import type { CommandContext, CommandResult } from "../command/command.js";
import { type ExitChoice, outcomeExit } from "../events/outcome-exit.js";
import { outcomeLines } from "../report/outcome-text.js";

export interface OutcomeResultOptions extends ExitChoice {
  readonly app: ResolvedApp;
  /** The verb as it is typed, e.g. `deploy`. */
  readonly verb: string;
  /** What serves when it went well, e.g. `release 42`; left out: "what was asked for". */
  readonly asked?: string;
  /** More fields of the `--json` document. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What a command comes to whose verb ends with an {@link Outcome}: code, last block and last line of the stream alike. */
export function outcomeResult(context: CommandContext, outcome: Outcome, options: OutcomeResultOptions): CommandResult {
  const { app, verb, asked, fields, ...choice } = options;
  const view = context.events.view();
  return {
    code: outcomeExit(outcome, choice),
    document: {
      app: app.name,
      environment: app.environment.name,
      outcome,
      warnings: view.warnings,
      ...fields,
    },
    text: () => outcomeLines({ outcome, app, verb, view, asked: asked ?? null }, context).join("\n"),
  };
}

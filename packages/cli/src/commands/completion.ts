import { expectPresent } from "@fairlead/errors";
import type { CommandContext, CommandResult } from "../command/command.js";
import { SHELLS } from "../command/commands.js";
import { COMPLETION_SCRIPTS } from "../completion/scripts.js";
import { EXIT_CODES } from "../exit-codes.js";

/** `fairlead completion` */
export function runCompletion(context: CommandContext): Promise<CommandResult> {
  const shell = expectPresent(
    SHELLS.find((candidate) => candidate === context.arguments[0]),
    "the shell, which the parser checked",
  );
  const script = COMPLETION_SCRIPTS[shell];
  return Promise.resolve({ code: EXIT_CODES.ok.code, document: { shell, script }, text: () => script });
}

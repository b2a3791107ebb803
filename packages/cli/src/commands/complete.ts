import type { CommandContext, CommandResult } from "../command/command.js";
import { nextWords } from "../completion/next-words.js";
import { loadConfig } from "../config/load-config.js";
import { EXIT_CODES } from "../exit-codes.js";

async function environmentNames({ ports, global }: CommandContext): Promise<readonly string[]> {
  try {
    const { description } = await loadConfig(ports, global.config);
    return description.environments.map(({ name }) => name);
  } catch {
    // Whoever presses Tab wants words or nothing; the command itself will say what is wrong.
    return [];
  }
}

/** `fairlead __complete`, called by the completion scripts. */
export async function runComplete(context: CommandContext): Promise<CommandResult> {
  const next = nextWords(context.arguments);
  const words =
    next.kind === "words" ? next.words : next.kind === "environments" ? await environmentNames(context) : [];
  return { code: EXIT_CODES.ok.code, document: { words }, text: () => words.join("\n") };
}

import type { OptionDefinition } from "../command/command.js";
import { commandIn, COMMANDS } from "../command/commands.js";
import { GLOBAL_OPTIONS } from "../command/global-options.js";

const spellings = ({ flags }: OptionDefinition): readonly string[] => flags.replace(/ <.*$/, "").split(", ");

const takesValue = ({ flags }: OptionDefinition): boolean => flags.includes("<");

/** What may come next: words that are known now, or names that only the description knows. */
export type NextWords =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "environments" }
  /** The shell completes files by itself. */
  | { readonly kind: "files" };

function afterOption(option: string, options: readonly OptionDefinition[]): NextWords | null {
  const definition = options.find((candidate) => spellings(candidate).includes(option));
  if (definition === undefined || !takesValue(definition)) return null;
  return spellings(definition).includes("--env") ? { kind: "environments" } : { kind: "files" };
}

/** `words`: what stands after `fairlead`, the one being typed last (`""` when none was begun). */
export function nextWords(words: readonly string[]): NextWords {
  // Bash takes `--env=dev` apart at the sign.
  const last = words.at(-1) ?? "";
  const typed = last === "=" ? "" : last;
  const before = words.slice(0, -1).filter((word) => word !== "=");
  const command = commandIn(before);
  const options = [...GLOBAL_OPTIONS, ...(command?.options ?? [])];
  const value = afterOption(before.at(-1) ?? "", options);
  if (value !== null) return value;
  if (typed.startsWith("-")) {
    return {
      kind: "words",
      words: [...options.flatMap((option) => spellings(option).filter((flag) => flag.startsWith("--"))), "--help"],
    };
  }
  if (command === null) return { kind: "words", words: [...COMMANDS.map(({ name }) => name), "help"] };
  return { kind: "words", words: command.arguments.flatMap(({ choices }) => choices ?? []) };
}

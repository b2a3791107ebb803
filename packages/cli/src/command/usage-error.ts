import { UserError } from "@fairlead/errors";
import type { CommanderError } from "commander";
import { commandIn } from "./commands.js";

const CODES: Readonly<Record<string, string>> = {
  "commander.unknownCommand": "UnknownCommand",
  "commander.unknownOption": "UnknownOption",
  "commander.missingArgument": "MissingArgument",
  "commander.optionMissingArgument": "MissingArgument",
  "commander.invalidArgument": "InvalidArgument",
  "commander.excessArguments": "TooManyArguments",
};

/** Commander writes `error: …` in lower case, and some of it like a form; ours are sentences. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^option '(.+)' argument missing/, "The option $1 needs a value"],
  [/^missing required argument '(.+)'/, "The argument <$1> is missing"],
  [/^command-argument value '(.*)' is invalid for argument '(.+?)'\. Allowed choices are/, '"$1" is no $2. There are'],
];

function sentenceOf(text: string): string {
  const reworded = REWORDED.reduce((sentence, [pattern, words]) => sentence.replace(pattern, words), text);
  return `${reworded.charAt(0).toUpperCase()}${reworded.slice(1)}`.replaceAll("'", '"').replace(/\.?$/, ".");
}

/** What other tools call it. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  up: "deploy",
  apply: "deploy",
  down: "destroy",
  remove: "destroy",
};

function fixOf(code: string, argv: readonly string[], suggestion: string | undefined): string {
  if (suggestion !== undefined) return `Did you mean ${suggestion}?`;
  const named = argv.map((word) => OTHER_NAMES[word]).find((name) => name !== undefined);
  if (code === "UnknownCommand" && named !== undefined) return `Here that is \`fairlead ${named} --env <name>\`.`;
  const command = commandIn(argv);
  if (command === null) return "Run `fairlead --help` to see what there is.";
  if (code === "TooManyArguments" && command.arguments.length === 0) {
    return `An environment is named by an option: \`fairlead ${command.name} --env <name>\`.`;
  }
  return `Run \`fairlead ${command.name} --help\` to see what there is.`;
}

/** What is wrong about a command line, from commander's error about it. */
export function usageError(error: CommanderError, argv: readonly string[]): UserError {
  const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const code = CODES[error.code] ?? "InvalidUsage";
  return UserError.of(code, {
    message: sentenceOf(first),
    fix: fixOf(code, argv, /Did you mean (.+)\?/.exec(rest.join(" "))?.[1]),
  });
}

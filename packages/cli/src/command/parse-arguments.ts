import { Argument, Command, CommanderError, Option } from "commander";
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from "./command.js";
import { COMMANDS, COMPLETE_COMMAND } from "./commands.js";
import { EXIT_CODES } from "../exit-codes.js";
import { usageError } from "./usage-error.js";
import { GLOBAL_OPTIONS, type GlobalOptions, readGlobalOptions } from "./global-options.js";

/** A command line, understood. */
export interface Invocation {
  readonly command: CommandDefinition;
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly global: GlobalOptions;
}

export interface ParseOptions {
  readonly version: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Takes the text of `--help` and `--version`. */
  readonly writeOut: (text: string) => void;
  /** Columns for the help. */
  readonly width: number;
  readonly hasColour: boolean;
}

// Without a default of its own, which the help would show.
const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  value,
];
const increase = (_value: string, count: number): number => count + 1;

function optionOf({ flags, says, isRepeatable = false }: OptionDefinition): Option {
  if (isRepeatable) return new Option(flags, `${says} (repeatable)`).argParser(collect);
  const option = new Option(flags, says);
  return flags.includes("--verbose") ? option.default(0, "").argParser(increase) : option;
}

function argumentOf({ name, says, choices }: ArgumentDefinition): Argument {
  const argument = new Argument(name, says);
  return choices === undefined ? argument : argument.choices(choices);
}

const exampleText = ({ examples }: CommandDefinition): string =>
  examples.length === 0
    ? ""
    : `\nExamples:\n${examples.map(({ command, says }) => `  ${command}\n      ${says}`).join("\n")}`;

const EXIT_CODE_TEXT = `\nExit codes:\n${Object.values(EXIT_CODES)
  .map(({ code, name }) => `  ${String(code).padEnd(4)} ${name}`)
  .join("\n")}\n\nEvery global option has an environment variable: FAIRLEAD_ENV, FAIRLEAD_CONFIG, FAIRLEAD_JSON, …`;

/** Every command takes options, which need not be said of each: summaries have the room. */
const subcommandTerm = (command: Command): string =>
  [
    [command.name(), ...command.aliases()].join("|"),
    ...command.registeredArguments.map((argument) => humanReadable(argument)),
  ].join(" ");

function humanReadable(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function buildProgram(options: ParseOptions, chosen: (invocation: Invocation) => void): Command {
  const program = new Command("fairlead")
    .description("From one typed file to production on AWS ECS: planned, checked and explained before it costs a cent.")
    .version(options.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help of a command")
    .configureHelp({ showGlobalOptions: true, helpWidth: options.width, subcommandTerm })
    .addHelpText("after", EXIT_CODE_TEXT);
  for (const option of GLOBAL_OPTIONS) program.addOption(optionOf(option));
  program.configureOutput({
    writeOut: options.writeOut,
    writeErr: options.writeOut,
    // The error arrives as an exception too, and is printed from there.
    outputError: () => undefined,
    getOutHasColors: () => options.hasColour,
    getErrHasColors: () => options.hasColour,
  });
  for (const definition of COMMANDS) {
    const command = program
      .command(definition.name)
      .summary(definition.summary)
      .description(definition.description)
      .aliases(definition.aliases)
      .addHelpText("after", exampleText(definition));
    for (const argument of definition.arguments) command.addArgument(argumentOf(argument));
    for (const option of definition.options) command.addOption(optionOf(option));
    command.action(() => {
      chosen({
        command: definition,
        arguments: command.args,
        options: command.opts(),
        global: readGlobalOptions(program.opts(), options.variables),
      });
    });
  }
  // Commands inherit output and help settings when they are made; the exit override too.
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

const NO_ERROR = ["commander.helpDisplayed", "commander.help", "commander.version"];

/**
 * Understands a command line. Gives `null` when it asked for help or for the version, which is printed then.
 *
 * @throws UserError with what is wrong about it and, when there is one, the word that was meant.
 */
export function parseArguments(argv: readonly string[], options: ParseOptions): Invocation | null {
  if (argv[0] === COMPLETE_COMMAND.name) {
    const global = readGlobalOptions({}, options.variables);
    return { command: COMPLETE_COMMAND, arguments: argv.slice(1), options: {}, global };
  }
  let invocation: Invocation | null = null;
  const program = buildProgram(options, (chosen) => {
    invocation = chosen;
  });
  try {
    program.parse(argv.length === 0 ? ["--help"] : argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (NO_ERROR.includes(error.code)) return null;
    throw usageError(error, argv);
  }
  return invocation;
}

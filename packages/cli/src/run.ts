import { isUserError, type Problem } from "@fairlead/errors";
import type { CommandContext, CommandDefinition, CommandResult } from "./command/command.js";
import { commandIn } from "./command/commands.js";
import { defectLines } from "./command/defect.js";
import { type GlobalOptions, readGlobalOptions } from "./command/global-options.js";
import { jsonDocument } from "./command/json-document.js";
import { type Invocation, parseArguments } from "./command/parse-arguments.js";
import { problemLines } from "./command/print-problems.js";
import { createEventPrinter, type EventMode } from "./events/create-event-printer.js";
import { framingLine } from "./events/event-line.js";
import { EXIT_CODES, type ExitCode } from "./exit-codes.js";
import { readPackageFacts } from "./package-facts.js";
import type { Ports } from "./ports.js";
import { chooseStyle, wantsColour } from "./terminal/colour-choice.js";
import { isCi } from "./run-mode.js";
import { createProgress, type ProgressMode } from "./terminal/progress.js";

/** Lines are readable up to here, however wide the window is. */
const MAX_WIDTH = 100;
const PIPE_WIDTH = 80;
const MIN_WIDTH = 60;

const widthFor = (ports: Ports): number =>
  Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, ports.terminal.columns ?? PIPE_WIDTH));

function progressMode({ global }: Invocation, ports: Ports): ProgressMode {
  if (global.quiet) return "silent";
  return ports.terminal.errIsTty && !isCi(ports.env) ? "live" : "lines";
}

function eventMode(invocation: Invocation, ports: Ports): EventMode {
  const { global, command } = invocation;
  if (global.json) return command.output === "events" ? "stream" : "silent";
  if (global.quiet) return "silent";
  return progressMode(invocation, ports) === "live" && ports.env["TERM"] !== "dumb" ? "tree" : "lines";
}

function contextOf(invocation: Invocation, ports: Ports): CommandContext {
  const { noColor, verbosity } = invocation.global;
  const colour = { noColorOption: noColor, env: ports.env };
  return {
    ports,
    global: invocation.global,
    arguments: invocation.arguments,
    options: invocation.options,
    width: widthFor(ports),
    style: chooseStyle({ ...colour, isTty: ports.terminal.outIsTty }),
    events: createEventPrinter({
      ports,
      mode: eventMode(invocation, ports),
      style: chooseStyle({ ...colour, isTty: ports.terminal.errIsTty }),
      isVerbose: verbosity > 0,
    }),
    progress: createProgress({
      terminal: ports.terminal,
      style: chooseStyle({ ...colour, isTty: ports.terminal.errIsTty }),
      mode: progressMode(invocation, ports),
      elapsedMs: () => ports.clock.elapsedMs(),
      verbose: verbosity > 0,
    }),
  };
}

const withNewline = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

function codeOf({ code }: CommandResult): number {
  return typeof code === "number" ? code : code.passedCode;
}

function jsonOf(result: CommandResult, { name, output }: CommandDefinition, nowMs: number): string {
  return output === "events"
    ? framingLine({ type: "outcome", command: name, ...result.document, exitCode: codeOf(result) }, nowMs)
    : jsonDocument(name, result.document);
}

function print(result: CommandResult, context: CommandContext, command: CommandDefinition): void {
  const { terminal, clock } = context.ports;
  if (context.global.json) terminal.writeOut(jsonOf(result, command, clock.nowMs()));
  else terminal.writeOut(withNewline(result.text()));
  if (!context.global.quiet && !context.global.json) terminal.writeErr(withNewline(result.talk?.() ?? ""));
}

function failureCode(error: unknown, argv: readonly string[]): ExitCode {
  if (!isUserError(error)) return EXIT_CODES.defect.code;
  return argv.includes("--exit-code") ? EXIT_CODES.error.code : EXIT_CODES.invalid.code;
}

const beginStream = ({ name }: CommandDefinition, { terminal, clock }: Ports): void => {
  const { version } = readPackageFacts();
  terminal.writeOut(framingLine({ type: "begin", command: name, fairlead: version }, clock.nowMs()));
};

/** What can be told of the options when the command line itself may be wrong. */
function optionsOfFailure(argv: readonly string[], env: Ports["env"]): GlobalOptions {
  const given = {
    json: argv.includes("--json"),
    color: !argv.includes("--no-color"),
    verbose: argv.filter((word) => /^(-v+|--verbose)$/.test(word)).length,
  };
  try {
    return readGlobalOptions(given, env);
  } catch {
    // A variable is what is wrong; it can't decide how that is said.
    return readGlobalOptions(given, {});
  }
}

/** Problems go to stderr for a person, and with `--json` to stdout for a program too. */
function printFailure(error: unknown, argv: readonly string[], ports: Ports): void {
  const { terminal, env, machine } = ports;
  const { json, noColor, verbosity } = optionsOfFailure(argv, env);
  const style = chooseStyle({ noColorOption: noColor, env, isTty: terminal.errIsTty });
  const facts = { ...readPackageFacts(), nodeVersion: machine.nodeVersion, platform: machine.platform };
  const lines = isUserError(error)
    ? problemLines(error.problems, style, widthFor(ports))
    : defectLines(error, facts, verbosity);
  terminal.writeErr(`${lines.join("\n")}\n`);
  if (!json) return;
  const problems: readonly Problem[] = isUserError(error)
    ? error.problems
    : [{ path: "", code: "Defect", message: String(error), fix: `Report it at ${facts.issues}.` }];
  const command = commandIn(argv);
  if (command?.output !== "events") {
    terminal.writeOut(jsonDocument(command?.name ?? null, { problems }));
    return;
  }
  // The last line of a stream tells how it ended, whatever happened.
  const outcome = { kind: isUserError(error) ? "invalid" : "defect", problems };
  const exitCode = failureCode(error, argv);
  terminal.writeOut(framingLine({ type: "outcome", command: command.name, outcome, exitCode }, ports.clock.nowMs()));
}

/** Prints what went wrong; gives the code that the process ends with. */
export function fail(error: unknown, argv: readonly string[], ports: Ports): ExitCode {
  printFailure(error, argv, ports);
  return failureCode(error, argv);
}

/** Runs one command line from beginning to end. Never throws; what went wrong is printed and told by the code. */
export async function run(argv: readonly string[], ports: Ports): Promise<number> {
  try {
    const invocation = parseArguments(argv, {
      version: readPackageFacts().version,
      variables: ports.env,
      writeOut: (text) => {
        ports.terminal.writeOut(text);
      },
      width: widthFor(ports),
      hasColour: wantsColour({ noColorOption: false, env: ports.env, isTty: ports.terminal.outIsTty }),
    });
    if (invocation === null) return EXIT_CODES.ok.code;
    const context = contextOf(invocation, ports);
    try {
      const { command } = invocation;
      if (context.global.json && command.output === "events") beginStream(command, ports);
      const execute = await command.load();
      const result = await execute(context);
      context.progress.end();
      context.events.end();
      print(result, context, command);
      return codeOf(result);
    } finally {
      context.events.end();
      context.progress.end();
    }
  } catch (error) {
    return fail(error, argv, ports);
  }
}

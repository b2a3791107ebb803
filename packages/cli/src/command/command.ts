import type { ExitCode } from "../exit-codes.js";
import type { EventPrinter } from "../events/event-printer.js";
import type { Ports } from "../ports.js";
import type { Progress } from "../terminal/progress.js";
import type { Style } from "../terminal/style.js";
import type { GlobalOptions } from "./global-options.js";

/** An option as commander, the completion scripts and the documentation read it. */
export interface OptionDefinition {
  /** As commander takes it, e.g. `-o, --output <folder>`. */
  readonly flags: string;
  /** Without a full stop. */
  readonly says: string;
  /** Whether it may be given several times; read by `listOption`. Default false. */
  readonly isRepeatable?: boolean;
}

export interface ArgumentDefinition {
  /** As commander takes it, e.g. `<subject>`. */
  readonly name: string;
  readonly says: string;
  /** The only values that are taken, if it is a choice. */
  readonly choices?: readonly string[];
}

/** One command: all that help, documentation and completion need, without its code. */
export interface CommandDefinition {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One sentence without a full stop, for the list of commands. */
  readonly summary: string;
  /** A paragraph for the command's own help and page. */
  readonly description: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  /** What `--json` prints: one document, or one event a line as they come. Default `document`. */
  readonly output?: "document" | "events";
  readonly examples: readonly { readonly command: string; readonly says: string }[];
  /** Fetches the code; called only when the command runs, so that the others' code is never read. */
  readonly load: () => Promise<CommandRun>;
}

type CommandRun = (context: CommandContext) => Promise<CommandResult>;

export interface CommandContext {
  readonly ports: Ports;
  readonly global: GlobalOptions;
  /** Positional arguments, in order; a missing optional one is `""`. */
  readonly arguments: readonly string[];
  /** The command's own options by commander's camel-cased names. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly progress: Progress;
  /** Tells what a verb does that takes long; `events.report` is what verbs are handed. */
  readonly events: EventPrinter;
  readonly style: Style;
  /** Columns that lines may take. */
  readonly width: number;
}

/** The exit code of what was run, handed on. */
export interface PassedCode {
  readonly passedCode: number;
}

/** What a command comes to; it is printed in one place, as text or as JSON. */
export interface CommandResult {
  /** One of ours, or that of the container whose command was run. */
  readonly code: ExitCode | PassedCode;
  /** The `--json` document's fields, without `schemaVersion` and `command`; those of the last line in a stream of events. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Data, for stdout. */
  readonly text: () => string;
  /** Talk, for stderr; left out with `--quiet`. */
  readonly talk?: () => string;
}

/** Reads an option that holds text. */
export function textOption(context: CommandContext, name: string): string | null {
  const value = context.options[name];
  return typeof value === "string" ? value : null;
}

export const isOn = (context: CommandContext, name: string): boolean => context.options[name] === true;

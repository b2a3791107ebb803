import { basename, join } from "node:path";
import { isUserError, UserError } from "@fairlead/errors";
import { type CommandContext, type CommandResult, textOption } from "../command/command.js";
import { CONFIG_FILE_NAMES } from "../config/find-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import { explainRefusal } from "../files/system-code.js";
import { nameFrom, starterConfig, type StarterOptions } from "../init/starter.js";
import { isCi } from "../run-mode.js";

const DEFAULT_PORT = "8080";
const IGNORED = ".fairlead/";

function requireNoConfig({ ports }: CommandContext): void {
  const found = CONFIG_FILE_NAMES.find((name) => ports.files.exists(join(ports.cwd, name)));
  if (found === undefined) return;
  throw UserError.of("ConfigExists", {
    message: `There is a ${found} here already, and it is never overwritten.`,
    fix: "Edit it, or move it away first.",
  });
}

function readName(text: string): string {
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text)) return text;
  throw UserError.of("InvalidAppName", {
    message: `"${text}" can't be the name of an app.`,
    fix: `Use small letters, digits and hyphens, beginning with a letter, e.g. "${nameFrom(text)}".`,
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw UserError.of("InvalidPort", { message: `"${text}" is not a port.`, fix: "Give a number from 1 to 65535." });
}

interface Question<Value> {
  /** The option that answers it. */
  readonly option: string;
  readonly asks: string;
  readonly otherwise: string;
  /** @throws UserError for an answer that is none. */
  readonly read: (text: string) => Value;
}

const mayAsk = ({ ports, global }: CommandContext): boolean =>
  ports.terminal.inIsTty && ports.terminal.errIsTty && !global.yes && !global.json && !isCi(ports.env);

const unanswered = (option: string): UserError =>
  UserError.of("NotAnswered", {
    message: "The question was not answered; nothing was written.",
    fix: `Answer it, give --${option}, or take the defaults with --yes.`,
  });

/** A wrong option ends the run; a wrong answer of a person is told and asked for again. */
async function answerTo<Value>(question: Question<Value>, context: CommandContext): Promise<Value> {
  const { option, asks, otherwise, read } = question;
  const { terminal } = context.ports;
  const given = textOption(context, option);
  if (given !== null || !mayAsk(context)) return read(given ?? otherwise);
  const answer = await terminal.ask(`${asks} (${otherwise}) `);
  if (answer === null) throw unanswered(option);
  const typed = answer.trim();
  try {
    return read(typed === "" ? otherwise : typed);
  } catch (error) {
    if (!isUserError(error)) throw error;
    const says = error.problems.map(({ message, fix }) => `  ${message} ${fix}\n`).join("");
    terminal.writeErr(says);
    return await answerTo(question, context);
  }
}

async function askFor(context: CommandContext): Promise<StarterOptions> {
  const otherwise = nameFrom(basename(context.ports.cwd));
  const name = await answerTo({ option: "name", asks: "Name of the app", otherwise, read: readName }, context);
  const port = await answerTo(
    { option: "port", asks: "Port that the service listens on", otherwise: DEFAULT_PORT, read: readPort },
    context,
  );
  return { name, port };
}

/** Adds the generated folder to `.gitignore`; gives whether it had to. */
function ignoreGenerated({ files, cwd }: CommandContext["ports"]): boolean {
  const path = join(cwd, ".gitignore");
  const text = files.read(path) ?? "";
  if (text.split("\n").some((line) => [IGNORED, ".fairlead", "/.fairlead", "/.fairlead/"].includes(line.trim())))
    return false;
  files.write(path, `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${IGNORED}\n`);
  return true;
}

/** `fairlead init` */
export async function runInit(context: CommandContext): Promise<CommandResult> {
  const { ports, style } = context;
  requireNoConfig(context);
  const options = await askFor(context);
  const [file] = CONFIG_FILE_NAMES;
  let isIgnored: boolean;
  try {
    ports.files.write(join(ports.cwd, file), starterConfig(options));
    isIgnored = ignoreGenerated(ports);
  } catch (error) {
    throw explainRefusal(error, ports.cwd);
  }
  const written = [file, ...(isIgnored ? [".gitignore"] : [])];
  const hints = [
    ...(ports.files.exists(join(ports.cwd, "package.json")) ? [] : ["npm init -y"]),
    ...(ports.files.exists(join(ports.cwd, "node_modules", "fairlead")) ? [] : ["npm install --save-dev fairlead"]),
    "npx fairlead plan -e dev",
  ];
  return {
    code: EXIT_CODES.ok.code,
    document: { written, ...options, next: hints },
    text: () => written.map((name) => `Wrote ${name}`).join("\n"),
    talk: () => `\n${style("heading", "Next")}  ${hints.join("\n      ")}`,
  };
}

import { resolve } from "node:path";
import { UserError } from "@fairlead/errors";
import type { CommandContext } from "../command/command.js";

/** The text of a .env file that was named on the command line; `-` is stdin. */
export async function readEnv({ ports: { terminal, files, cwd } }: CommandContext, file: string): Promise<string> {
  if (file === "-") return await terminal.readIn();
  const text = files.read(resolve(cwd, file));
  if (text !== null) return text;
  throw UserError.of("FileMissing", {
    message: `There is no file ${file}.`,
    fix: "Name a .env file relative to this folder, or `-` for stdin.",
  });
}

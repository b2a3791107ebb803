import { resolve } from "node:path";
import { planSecretChanges, readEnvFile } from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";
import { openEnvironment } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { applySecrets } from "./apply-secrets.js";

/** `fairlead secrets import` */
export async function importSecrets(context: CommandContext, file: string): Promise<CommandResult> {
  const text = await readEnv(context, file);
  const { app, ports } = await openEnvironment(context);
  const evenGenerated = isOn(context, "evenGenerated");
  const { given, left } = readEnvFile(text, app, evenGenerated);
  const changes = await planSecretChanges({ app, given, evenGenerated }, ports);
  return await applySecrets(context, { app, ports, changes, left, asks: "Set these secrets" });
}

async function readEnv({ ports: { terminal, files, cwd } }: CommandContext, file: string): Promise<string> {
  if (file === "-") return await terminal.readIn();
  const text = files.read(resolve(cwd, file));
  if (text !== null) return text;
  throw UserError.of("FileMissing", {
    message: `There is no file ${file}.`,
    fix: "Name a .env file relative to this folder, or `-` for stdin.",
  });
}

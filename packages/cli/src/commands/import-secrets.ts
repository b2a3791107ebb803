import { planSecretChanges, readEnvFile } from "@fairlead/deploy";
import { openEnvironment } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { applySecrets } from "./apply-secrets.js";
import { readEnv } from "./read-env.js";

/** `fairlead secrets import` */
export async function importSecrets(context: CommandContext, file: string): Promise<CommandResult> {
  const text = await readEnv(context, file);
  const { app, ports } = await openEnvironment(context);
  const evenGenerated = isOn(context, "evenGenerated");
  const { given, left } = readEnvFile(text, app, evenGenerated);
  const changes = await planSecretChanges({ app, given, evenGenerated }, ports);
  return await applySecrets(context, { app, ports, changes, left, asks: "Set these secrets" });
}

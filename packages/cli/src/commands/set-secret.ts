import { planSecretChanges, SecretText } from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";
import { openEnvironment } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { applySecrets } from "./apply-secrets.js";

/** `fairlead secrets set` */
export async function setSecret(context: CommandContext, name: string): Promise<CommandResult> {
  const { app, ports } = await openEnvironment(context);
  const key = textOption(context, "key");
  const value = await readValue(context, key === null ? name : `${name} (${key})`);
  const given = [{ secret: name, key, value }];
  const changes = await planSecretChanges({ app, given, evenGenerated: isOn(context, "evenGenerated") }, ports);
  return await applySecrets(context, { app, ports, changes, left: [] });
}

/** From a pipe as it comes, without the newline that `echo` and editors put at the end; from a person without showing it. */
async function readValue({ ports: { terminal } }: CommandContext, what: string): Promise<SecretText> {
  if (!terminal.inIsTty) return new SecretText((await terminal.readIn()).replace(/\r?\n$/, ""));
  const answer = await terminal.askHidden(`Value of ${what}, which is not shown: `);
  if (answer !== null) return new SecretText(answer);
  throw UserError.of("NoValue", { message: "No value was given; nothing was changed.", fix: "Run it again." });
}

import { UserError } from "@fairlead/errors";
import { listSecrets } from "@fairlead/deploy";
import { openEnvironment } from "../aws/open-environment.js";
import type { CommandContext, CommandResult } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { secretLines } from "../report/secret-text.js";
import { pageOf } from "./app-choice.js";
import { importSecrets } from "./import-secrets.js";
import { rotateNamedSecret } from "./rotate-named-secret.js";
import { setSecret } from "./set-secret.js";

/** `fairlead secrets` */
export async function runSecrets(context: CommandContext): Promise<CommandResult> {
  const [action = "list", name = "", value = ""] = context.arguments;
  if (value !== "") throw valueRefused(name);
  switch (action) {
    case "set":
      return await setSecret(context, required(name, "set"));
    case "import":
      return await importSecrets(context, required(name, "import"));
    case "rotate":
      return await rotateNamedSecret(context, required(name, "rotate"));
    default:
      return await runList(context);
  }
}

async function runList(context: CommandContext): Promise<CommandResult> {
  const { app, ports } = await openEnvironment(context);
  const list = await listSecrets(app, ports);
  return {
    code: EXIT_CODES.ok.code,
    document: { app: app.name, environment: app.environment.name, ...list },
    text: () => secretLines(list, pageOf(context)).join("\n"),
  };
}

function required(name: string, action: string): string {
  if (name !== "") return name;
  const what = action === "import" ? "a file, e.g. .env.prod" : "a secret; `fairlead secrets list` has the names";
  throw UserError.of("MissingArgument", {
    message: `\`fairlead secrets ${action}\` needs to know which.`,
    fix: `Name ${what}.`,
  });
}

// The value is not repeated here either.
const valueRefused = (name: string): UserError =>
  UserError.of("ValueOnCommandLine", {
    message:
      "A secret's value was given on the command line, where the shell's history keeps it and other processes of this machine see it.",
    fix: `Take it for known, and have it issued anew if others use this machine. Then set it by a pipe, or be asked for it: \`fairlead secrets set ${name}\`.`,
  });

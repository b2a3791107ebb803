import { rotateSecret } from "@fairlead/deploy";
import { openEnvironment } from "../aws/open-environment.js";
import { listOption } from "../command/aws-options.js";
import type { CommandContext, CommandResult } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { applySecrets } from "./apply-secrets.js";

/** `fairlead secrets rotate` */
export async function rotateNamedSecret(context: CommandContext, name: string): Promise<CommandResult> {
  const { app, ports } = await openEnvironment(context);
  const rotation = await rotateSecret({ app, name, allowLoss: listOption(context, "allowLoss") }, ports);
  switch (rotation.kind) {
    case "change":
      return await applySecrets(context, { app, ports, changes: rotation.changes, left: [], asks: "Rotate it" });
    case "started":
      return {
        code: EXIT_CODES.ok.code,
        document: { app: app.name, environment: app.environment.name, started: rotation.fullName },
        text: () =>
          `The rotation of ${rotation.fullName} has begun; the services that use it start anew by themselves. \`fairlead status -e ${app.environment.name}\` shows how.`,
      };
  }
}

import { openSession } from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";
import { openEnvironment } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, textOption } from "../command/command.js";
import { choosePart } from "./choose-part.js";

const PLUGIN = "session-manager-plugin";

const pluginMissing = (): UserError =>
  UserError.of("SessionManagerPluginMissing", {
    message: `${PLUGIN} is not installed: it carries the session, for the AWS CLI as for this.`,
    fix: "Install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html. `fairlead doctor` shows whether it is found.",
  });

/** `fairlead exec` */
export async function runExec(context: CommandContext): Promise<CommandResult> {
  const { machine, interruption, terminal } = context.ports;
  const [named = "", ...words] = context.arguments;
  const command = words.length === 0 ? ["/bin/sh"] : words;
  const { app, ports } = await openEnvironment(context);
  const service = choosePart(
    "service",
    named,
    app.services.map(({ name }) => name),
  );
  // Asked first: an opened session that nobody takes up stays open for minutes.
  if ((await machine.versionOf(PLUGIN, ["--version"])) === null) throw pluginMissing();
  const container = textOption(context, "container");
  const request = { app, service, task: textOption(context, "task"), container, command };
  const { session, target, task, ...opened } = await openSession(request, ports);
  const { region } = app.environment;
  if (!context.global.quiet) terminal.writeErr(`Entering ${opened.container} of task ${task} …\n`);
  // Ctrl-C is for the program at the other end.
  const giveBack = interruption.takeOver(() => undefined);
  try {
    // Arguments as the AWS CLI gives them (awscli/customizations/ecs/executecommand.py, read 2026-11); the profile is empty there, too.
    const code = await machine.runProgram(PLUGIN, [
      JSON.stringify(session),
      region,
      "StartSession",
      "",
      JSON.stringify({ Target: target }),
      `https://ssm.${region}.amazonaws.com`,
    ]);
    if (code === null) throw pluginMissing();
    return {
      code: { passedCode: code },
      document: { environment: app.environment.name, service, container: opened.container, task },
      text: () => "",
    };
  } finally {
    giveBack();
  }
}

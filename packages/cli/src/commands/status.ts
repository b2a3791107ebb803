import { openEnvironment } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { statusLines } from "../report/status-text.js";

/** `fairlead status` */
export async function runStatus(context: CommandContext): Promise<CommandResult> {
  const { app, ports } = await openEnvironment(context);
  const { readStatus } = await import("@fairlead/deploy");
  const status = await readStatus(app, ports);
  const isBad = status.state === "unhealthy" && isOn(context, "exitCode");
  const nowMs = context.ports.clock.nowMs();
  return {
    code: isBad ? EXIT_CODES.unhealthy.code : EXIT_CODES.ok.code,
    document: { ...status },
    text: () => statusLines(status, nowMs, context).join("\n"),
  };
}

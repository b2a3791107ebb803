import { openEnvironment } from "../aws/open-environment.js";
import { durationOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { runVerb } from "./run-verb.js";
import { serviceNamed } from "./service-named.js";

/** `fairlead approve` */
export async function runApprove(context: CommandContext): Promise<CommandResult> {
  const deadlineMs = durationOption(context, "timeout", "1h") * 1000;
  const [named = ""] = context.arguments;
  const { app, ports } = await openEnvironment(context);
  const services = named === "" ? app.services : [serviceNamed(app, named)];
  const [{ approve }, { clusterName }] = await Promise.all([
    import("@fairlead/deploy"),
    import("@fairlead/constructs"),
  ]);
  const [action, asked] = isOn(context, "reject")
    ? (["rollback", "the version before"] as const)
    : (["continue", "what was agreed to"] as const);
  const what = `The release in ${app.environment.name}`;
  return await runVerb(context, { app, verb: "approve", asked, what }, (signal) =>
    approve(
      { cluster: clusterName(app), services: services.map(({ name }) => name), action, deadlineMs, signal },
      ports,
      context.events.report,
    ),
  );
}

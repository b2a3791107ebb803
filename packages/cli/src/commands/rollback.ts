import { UserError } from "@fairlead/errors";
import { openEnvironment } from "../aws/open-environment.js";
import { durationOption } from "../command/aws-options.js";
import type { CommandContext, CommandResult } from "../command/command.js";
import { readPackageFacts } from "../package-facts.js";
import { runVerb } from "./run-verb.js";

function releaseNumber(text: string): number | null {
  if (text === "") return null;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw UserError.of("InvalidRelease", {
    message: `"${text}" is no number of a release.`,
    fix: "Give a number as `fairlead releases` lists them, e.g. `fairlead rollback 41`.",
  });
}

/** `fairlead rollback` */
export async function runRollback(context: CommandContext): Promise<CommandResult> {
  const to = releaseNumber(context.arguments[0] ?? "");
  const deadlineMs = durationOption(context, "timeout", "1h") * 1000;
  const { app, ports } = await openEnvironment(context);
  const [{ rollback }, { clusterName, stackName }] = await Promise.all([
    import("@fairlead/deploy"),
    import("@fairlead/constructs"),
  ]);
  const { name } = app.environment;
  const asked = to === null ? "the release before" : `release ${to}`;
  return await runVerb(context, { app, verb: "rollback", asked, what: `The way back in ${name}` }, (signal) =>
    rollback(
      {
        environment: { app: app.name, environment: name },
        cluster: clusterName(app),
        stack: { name: stackName(app, "Ecs"), region: null },
        to,
        deadlineMs,
        toolVersion: readPackageFacts().version,
        signal,
      },
      ports,
      context.events.report,
    ),
  );
}

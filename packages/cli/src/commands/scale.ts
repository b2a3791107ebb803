import { UserError } from "@fairlead/errors";
import type { ResolvedApp, ResolvedService } from "@fairlead/model";
import { openEnvironment } from "../aws/open-environment.js";
import { durationOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, textOption } from "../command/command.js";
import { runVerb } from "./run-verb.js";
import { serviceNamed } from "./service-named.js";

function countOf(text: string | null): number | null {
  if (text === null || text === "") return null;
  if (/^\d+$/.test(text)) return Number(text);
  throw UserError.of("InvalidCount", { message: `"${text}" is no number of tasks.`, fix: "Give a whole number." });
}

/** One writer at a time: the old task is stopped before the new one starts. */
const isAlone = ({ rollout }: ResolvedService): boolean =>
  rollout.minimumHealthyPercent === 0 && rollout.maximumPercent === 100;

async function requestOf(context: CommandContext, app: ResolvedApp) {
  const service = serviceNamed(app, context.arguments[0] ?? "");
  const { clusterName } = await import("@fairlead/constructs");
  return {
    cluster: clusterName(app),
    service: service.name,
    tasks: countOf(context.arguments[1] ?? null),
    minTasks: countOf(textOption(context, "min")),
    maxTasks: countOf(textOption(context, "max")),
    described: { minTasks: service.scaling.minTasks, maxTasks: service.scaling.maxTasks },
    isAlone: isAlone(service),
    deadlineMs: durationOption(context, "timeout", "15m") * 1000,
  };
}

/** `fairlead scale` */
export async function runScale(context: CommandContext): Promise<CommandResult> {
  const { app, ports } = await openEnvironment(context);
  const request = await requestOf(context, app);
  const { scale } = await import("@fairlead/deploy");
  const { service } = request;
  const facts = {
    app,
    verb: "scale",
    asked: `${service} with the tasks that were asked for`,
    what: `The scaling of ${service}`,
  };
  return await runVerb(context, facts, (signal) => scale({ ...request, signal }, ports, context.events.report));
}

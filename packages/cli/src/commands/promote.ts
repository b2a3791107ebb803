import { planPromotion } from "@fairlead/deploy";
import { openTarget } from "../aws/open-environment.js";
import { profileOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { openApp } from "../plan/open-app.js";
import { appChoiceOf } from "./app-choice.js";
import { deployTarget } from "./deploy.js";
import { outcomeResult } from "./outcome-result.js";
import { releaseNumber } from "./whole-number.js";

const inEnvironment = (context: CommandContext, environment: string): CommandContext => ({
  ...context,
  global: { ...context.global, environment },
});

async function openSource(context: CommandContext, environment: string) {
  const { app } = await openApp(appChoiceOf(inEnvironment(context, environment)));
  const ports = await context.ports.deployment({
    profile: textOption(context, "sourceProfile") ?? profileOption(context),
    region: app.environment.region,
    env: context.ports.env,
  });
  return { app, ports };
}

/** `fairlead promote` */
export async function runPromote(context: CommandContext): Promise<CommandResult> {
  const [from = "", to = ""] = context.arguments;
  const named = textOption(context, "release");
  const release = named === null ? null : releaseNumber(named);
  const source = await openSource(context, from);
  const there = inEnvironment(context, to);
  const target = await openApp(appChoiceOf(there));
  const promotion = await planPromotion({ source: source.app, target: target.app, release }, source.ports);
  const opened = await openTarget(there);
  const shared = { app: opened.app, verb: "promote", tellsUnchanged: isOn(context, "exitCode") };
  if (opened.refusal !== null) return outcomeResult(context, opened.refusal, shared);
  for (const says of promotion.warnings) context.events.report({ type: "warning", says });
  return await deployTarget(there, opened, {
    ...shared,
    images: promotion.images,
    action: { kind: "promote", from, number: promotion.release },
    asked: `what release ${promotion.release} of ${from} has`,
  });
}

import { imageParameterName } from "@fairlead/constructs";
import { preflight, PREFLIGHT_RULES, type PreflightFinding, refusals } from "@fairlead/deploy";
import { openTarget } from "../aws/open-environment.js";
import { listOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { preflightLines } from "../report/preflight-text.js";
import { pageOf } from "./app-choice.js";
import { readImages } from "./image-options.js";
import { readParameters } from "./parameter-options.js";

/** `fairlead preflight` */
export async function runPreflight(context: CommandContext): Promise<CommandResult> {
  const { app, target, ports, refusal } = await openTarget(context);
  const images = readImages(listOption(context, "image"), app);
  const parameters = {
    ...readParameters(listOption(context, "parameter")),
    ...Object.fromEntries(images.map(({ image, digest }) => [imageParameterName(image), digest])),
  };
  context.progress.stage(`Asking AWS about ${app.environment.region}`);
  const findings = await preflight(
    {
      target,
      parameters,
      outsideImages: images.filter(({ repository }) => repository !== null).map(({ image }) => image),
      despiteAlarms: isOn(context, "force"),
    },
    ports,
    () => undefined,
  );
  context.progress.end();
  const all = [...(refusal?.problems ?? []).map(asFinding), ...findings];
  const isRefused = isOn(context, "strict") ? all.length > 0 : refusals(all).length > 0;
  return {
    code: isRefused ? EXIT_CODES.refused.code : EXIT_CODES.ok.code,
    document: { app: app.name, environment: app.environment.name, region: app.environment.region, findings: all },
    text: () => preflightLines(all, PREFLIGHT_RULES, pageOf(context)).join("\n"),
  };
}

/** What `fairlead check` refuses, a deployment refuses, too. */
const asFinding = (problem: Omit<PreflightFinding, "severity" | "rule">): PreflightFinding => ({
  ...problem,
  severity: "error",
  rule: "checks",
});

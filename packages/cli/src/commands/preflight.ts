import { knownImages, preflight, PREFLIGHT_RULES, type PreflightFinding, refusals } from "@fairlead/deploy";
import { isUserError, type Problem } from "@fairlead/errors";
import { openTarget } from "../aws/open-environment.js";
import { listOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { preflightLines } from "../report/preflight-text.js";
import { pageOf } from "./app-choice.js";
import { readFirstValues } from "./first-values.js";
import { readImages } from "./image-options.js";
import { readParameters } from "./parameter-options.js";

/** `fairlead preflight` */
export async function runPreflight(context: CommandContext): Promise<CommandResult> {
  const { app, target, planned, ports, refusal } = await openTarget(context);
  const outside = readImages(listOption(context, "image"), app);
  const parameters = readParameters(listOption(context, "parameter"));
  const { given, ask } = await readFirstValues(context, app);
  context.progress.stage(`Asking AWS about ${app.environment.region}`);
  const unreadable: Problem[] = [];
  const images = await knownImages(target, { baseFolder: planned.baseFolder, outside }, ports).catch(
    (error: unknown) => {
      if (!isUserError(error)) throw error;
      unreadable.push(...error.problems);
      return {};
    },
  );
  const findings = await preflight(
    {
      target,
      parameters: { ...images, ...parameters },
      outsideImages: Object.keys(outside),
      despiteAlarms: isOn(context, "force"),
      secrets: { given, isAsked: ask !== null },
    },
    ports,
    () => undefined,
  );
  context.progress.end();
  // Preflight has met what keeps images from being read, such as missing credentials, too.
  const more = unreadable.filter(({ code }) => findings.every((finding) => finding.code !== code));
  const judged = [...(refusal?.problems ?? []), ...more];
  const all = [...judged.map(asFinding), ...findings];
  const isRefused = isOn(context, "strict") ? all.length > 0 : refusals(all).length > 0;
  return {
    code: isRefused ? EXIT_CODES.refused.code : EXIT_CODES.ok.code,
    document: { app: app.name, environment: app.environment.name, region: app.environment.region, findings: all },
    text: () => preflightLines(all, PREFLIGHT_RULES, pageOf(context)).join("\n"),
  };
}

/** What `fairlead check` refuses, a deployment refuses, too. */
const asFinding = (problem: Problem): PreflightFinding => ({
  ...problem,
  severity: "error",
  rule: "checks",
});

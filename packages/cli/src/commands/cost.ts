import { resolve } from "node:path";
import { UserError } from "@fairlead/errors";
import type { Estimate } from "@fairlead/cost";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { EXIT_CODES, type ExitCode } from "../exit-codes.js";
import { requireEarlierPlan } from "../plan/earlier-plan.js";
import { estimateTemplate } from "../plan/estimate-template.js";
import { pricedPlan } from "../plan/plan-app.js";
import { headerLines } from "../report/app-text.js";
import { costChangeLines } from "../report/cost-change-text.js";
import { costMarkdown } from "../report/cost-markdown.js";
import { budgetSentences, costLines } from "../report/cost-text.js";
import { appChoiceOf, pageOf } from "./app-choice.js";
import { compareCosts } from "./compare-costs.js";
import { costLimits, type CostLimits, exceeded } from "./cost-limits.js";

/** `fairlead cost` */
export async function runCost(context: CommandContext): Promise<CommandResult> {
  const [template = ""] = context.arguments;
  const compared = textOption(context, "compare");
  const limits = costLimits(context);
  if (template !== "") return await costOfTemplate(context, template, limits);
  if (compared !== null) return await compareCosts(context, compared.split(","));
  return await costOfEnvironment(context, limits);
}

async function costOfEnvironment(context: CommandContext, limits: CostLimits): Promise<CommandResult> {
  const before = earlierEstimate(context);
  const { record, estimate } = await pricedPlan(appChoiceOf(context));
  const { app } = record;
  const refusals = [...exceeded(limits, estimate, before), ...budgetSentences(app, estimate)];
  return {
    code: codeOf(exceeded(limits, estimate, before)),
    document: { environment: app.environment.name, estimate, before, refusals },
    text: () =>
      (isOn(context, "markdown")
        ? costMarkdown(`${app.name}, ${app.environment.name}`, estimate, before)
        : [
            ...headerLines(app, pageOf(context)),
            ...costLines(estimate, pageOf(context)),
            ...(before === null ? [] : costChangeLines(before, estimate, pageOf(context))),
          ]
      ).join("\n"),
    talk: () => refusals.map((refusal) => `${context.style("warning", "warning")}  ${refusal}`).join("\n"),
  };
}

async function costOfTemplate(context: CommandContext, file: string, limits: CostLimits): Promise<CommandResult> {
  const region = textOption(context, "region") ?? DEFAULT_REGION;
  const estimate = await estimateTemplate(file, region, context.ports);
  const refusals = exceeded(limits, estimate, null);
  return {
    code: codeOf(refusals),
    document: { template: file, estimate, refusals },
    text: () =>
      (isOn(context, "markdown")
        ? costMarkdown(file, estimate, null)
        : costLines(estimate, pageOf(context), true)
      ).join("\n"),
    talk: () => refusals.map((refusal) => `${context.style("warning", "warning")}  ${refusal}`).join("\n"),
  };
}

/** As AWS's own tools have it where nothing else is said. */
const DEFAULT_REGION = "us-east-1";

const codeOf = (refusals: readonly string[]): ExitCode =>
  refusals.length > 0 ? EXIT_CODES.refused.code : EXIT_CODES.ok.code;

function earlierEstimate(context: CommandContext): Estimate | null {
  const folder = textOption(context, "diff");
  if (folder === null) return null;
  const { cwd, files } = context.ports;
  const { estimate } = requireEarlierPlan("--diff", resolve(cwd, folder), files).record;
  if (estimate !== null) return estimate;
  throw UserError.of("EarlierPlanWithoutCost", {
    message: `The plan in ${folder} was made by a version of Fairlead that counted no costs.`,
    fix: "Plan that environment again with this version, and compare then.",
  });
}

import { UserError } from "@fairlead/errors";
import { TIER_NAMES, type TierName } from "@fairlead/model";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { loadConfig } from "../config/load-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import { pricedPlan } from "../plan/plan-app.js";
import { comparisonLines, type NamedEstimate } from "../report/cost-comparison-text.js";
import { comparisonMarkdown } from "../report/cost-markdown.js";
import { listed } from "../report/phrases.js";
import { appChoiceOf, pageOf } from "./app-choice.js";

/** Several environments beside each other, or one environment on several tiers. */
export async function compareCosts(context: CommandContext, names: readonly string[]): Promise<CommandResult> {
  const { description } = await loadConfig(context.ports, context.global.config);
  const environments = description.environments.map(({ name }) => name);
  const choices = choicesOf(names, environments);
  const compared: NamedEstimate[] = [];
  // One after the other: each synthesis takes all of a core.
  for (const { name, ...choice } of choices) {
    const { estimate } = await pricedPlan({ ...appChoiceOf(context), ...choice });
    compared.push({ name, estimate });
  }
  return {
    code: EXIT_CODES.ok.code,
    document: { compared },
    text: () =>
      (isOn(context, "markdown") ? comparisonMarkdown(compared) : comparisonLines(compared, pageOf(context))).join(
        "\n",
      ),
  };
}

interface Choice {
  readonly name: string;
  readonly environment?: string;
  readonly tier?: TierName;
}

/** Environments if all of them are; else tiers of the environment that `-e` names. */
function choicesOf(names: readonly string[], environments: readonly string[]): readonly Choice[] {
  if (names.every((name) => environments.includes(name))) return names.map((name) => ({ name, environment: name }));
  const tiers = names.flatMap((name) => TIER_NAMES.filter((tier) => tier === name));
  if (tiers.length === names.length) return tiers.map((tier) => ({ name: tier, tier }));
  const unknown = names.filter((name) => !environments.includes(name) && !TIER_NAMES.some((tier) => tier === name));
  throw UserError.of("UnknownComparison", {
    message:
      unknown.length === 0
        ? "--compare takes environments or tiers, not both at once."
        : `--compare knows neither an environment nor a tier called ${listed(unknown)}.`,
    fix: `Name environments (${environments.join(", ")}) or tiers (${TIER_NAMES.join(", ")}), with commas between them.`,
  });
}

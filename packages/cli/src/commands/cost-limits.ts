import { UserError, type Problem } from "@fairlead/errors";
import type { Estimate } from "@fairlead/cost";
import { type CommandContext, textOption } from "../command/command.js";
import { usd } from "../report/usd.js";

/** Sums above which a pipeline is to stop; `null`: none. */
export interface CostLimits {
  readonly overUsd: number | null;
  readonly increasePercent: number | null;
}

/** @throws UserError when an option is no number, or has nothing to compare with. */
export function costLimits(context: CommandContext): CostLimits {
  const over = textOption(context, "failOver");
  const increase = textOption(context, "failIncrease");
  const overUsd = numberIn(over);
  const increasePercent = numberIn(increase?.replace(/%$/, "") ?? null);
  const problems = [
    ...(Number.isNaN(overUsd) ? [notANumber("--fail-over", over ?? "", "500")] : []),
    ...(Number.isNaN(increasePercent) ? [notANumber("--fail-increase", increase ?? "", "20%")] : []),
    ...(increase !== null && textOption(context, "diff") === null ? [NOTHING_BEFORE] : []),
  ];
  if (problems.length > 0) throw UserError.ofProblems(problems);
  return { overUsd, increasePercent };
}

const numberIn = (text: string | null): number | null => {
  if (text === null) return null;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
};

const notANumber = (option: string, value: string, example: string): Problem => ({
  path: option,
  code: "InvalidOption",
  message: `${option} takes a number, and "${value}" is none.`,
  fix: `Write for example \`${option} ${example}\`.`,
});

const NOTHING_BEFORE: Problem = {
  path: "--fail-increase",
  code: "NothingToCompare",
  message: "--fail-increase compares with an earlier plan, and none is named.",
  fix: "Name its folder, e.g. `--diff ../main/.fairlead/prod`.",
};

/** What goes beyond the limits, as sentences. */
export function exceeded(limits: CostLimits, estimate: Estimate, before: Estimate | null): readonly string[] {
  const { overUsd, increasePercent } = limits;
  const now = estimate.usd.expected;
  const earlier = before?.usd.expected ?? null;
  return [
    ...(overUsd !== null && now > overUsd
      ? [`${usd(now)} USD a month are expected, more than the ${usd(overUsd)} USD of --fail-over.`]
      : []),
    ...(increasePercent !== null && earlier !== null && now > earlier * (1 + increasePercent / 100)
      ? [
          `${usd(now)} USD a month are expected after ${usd(earlier)} USD, ${increaseText(earlier, now)}; --fail-increase allows ${increasePercent} %.`,
        ]
      : []),
  ];
}

const increaseText = (before: number, now: number): string =>
  before === 0 ? "where nothing was charged" : `${Math.round((now / before - 1) * 100)} % more`;

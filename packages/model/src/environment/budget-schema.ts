import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { BUDGET_DEFAULTS, MOST_BUDGET_NOTIFICATIONS } from "./budget-defaults.js";
import type { BudgetOptions } from "./budget-options.js";

const MOST_THRESHOLDS = MOST_BUDGET_NOTIFICATIONS - BUDGET_DEFAULTS.forecastPercents.length;

const thresholdSchema = z.number().check(
  rule(
    (percent) => percent >= 1 && percent <= 1000,
    (percent) => ({
      code: "InvalidBudgetThreshold",
      message: `${percent} is no percentage of a budget that anybody would want to hear of.`,
      fix: "Write percent, from 1 to 1000: 50 is half of the budget.",
    }),
  ),
);

/** Reads what an environment may cost. */
export const budgetSchema = optionsObject({
  monthlyUsd: z.number().check(
    rule(
      (usd) => usd > 0,
      (usd) => ({
        code: "InvalidBudget",
        message: `A budget of ${usd} USD is none.`,
        fix: "State a positive amount, or leave the budget out.",
      }),
    ),
  ),
  thresholds: z
    .array(thresholdSchema)
    .check(
      rule(
        (percents) => new Set(percents).size <= MOST_THRESHOLDS,
        (percents) => ({
          code: "TooManyBudgetThresholds",
          message: `AWS Budgets tells of ${MOST_BUDGET_NOTIFICATIONS} events of a budget at most; ${new Set(percents).size} thresholds and the forecast are more.`,
          fix: `Keep ${MOST_THRESHOLDS} thresholds: those at which somebody would do something else than before.`,
        }),
      ),
    )
    .optional(),
}) satisfies z.ZodType<BudgetOptions>;

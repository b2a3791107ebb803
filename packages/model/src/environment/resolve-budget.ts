import { BUDGET_DEFAULTS } from "./budget-defaults.js";
import type { BudgetOptions } from "./budget-options.js";
import type { ResolvedBudget } from "./resolved-budget.js";

/** Fills the gaps of a budget; a threshold that is written twice is told once. */
export const resolveBudget = ({ monthlyUsd, thresholds }: BudgetOptions): ResolvedBudget => ({
  monthlyUsd,
  spentPercents: [...new Set(thresholds ?? BUDGET_DEFAULTS.spentPercents)].toSorted((left, right) => left - right),
  forecastPercents: BUDGET_DEFAULTS.forecastPercents,
});

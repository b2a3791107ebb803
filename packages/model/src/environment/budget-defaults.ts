import type { ResolvedBudget } from "./resolved-budget.js";

/** When a budget speaks unless it says otherwise. */
export const BUDGET_DEFAULTS = {
  /** At half there is time to look, at 80 % to act, and all of it must not pass in silence. */
  spentPercents: [50, 80, 100],
  /** Says it before it is true; below 100 a forecast says that all goes as planned. */
  forecastPercents: [100],
} as const satisfies Partial<ResolvedBudget>;

/**
 * "A budget can have up to five notifications" (AWS::Budgets::Budget, quoted by aws-cdk-lib 2.276, and CreateBudget). Another page,
 * Notification of the same API, says ten (both read 2026-11): the smaller number holds in any case.
 */
export const MOST_BUDGET_NOTIFICATIONS = 5;

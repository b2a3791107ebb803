import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const budgetMissing: AppRule = {
  code: "BudgetMissing",
  severity: "note",
  title: "No budget is stated",
  why: "Scaling out is automatic, and so is its bill; a budget tells before the month ends.",
  fix: "State `budget: { monthlyUsd: … }` in the environment.",
  link: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
  check: ({ environment }) =>
    environment.budget !== null || environment.tier === "minimal"
      ? []
      : [
          {
            address: addressOf("environment", environment.name),
            message: `The environment ${environment.name} has no budget, so nobody is told when its bill runs away.`,
          },
        ],
};

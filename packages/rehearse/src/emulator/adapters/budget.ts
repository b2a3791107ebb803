import { listOf, recordOf, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { budgets } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const BUDGET: TypeDecision = {
  type: "AWS::Budgets::Budget",
  proof: "stored only",
  because: "It is kept as written; nothing is spent in a rehearsal.",
  maker: byCalls({
    create: async ({ properties, account, generatedName }, api) => {
      const budget = recordOf(properties["Budget"]);
      const name = textOf(budget["BudgetName"]) || generatedName;
      const limit = recordOf(budget["BudgetLimit"]);
      await budgets(api, "CreateBudget", {
        AccountId: account,
        Budget: { ...budget, BudgetName: name, BudgetLimit: { ...limit, Amount: textOf(limit["Amount"]) } },
        NotificationsWithSubscribers: listOf(properties["NotificationsWithSubscribers"]),
      });
      return { physicalId: name };
    },
    remove: async (physicalId, { account }, api) => {
      await budgets(api, "DeleteBudget", { AccountId: account, BudgetName: physicalId });
    },
  }),
};

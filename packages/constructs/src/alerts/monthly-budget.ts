import type { ResolvedApp, ResolvedBudget } from "@fairlead/model";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";
import { environmentPrefix } from "../stacks/resource-names.js";

/**
 * The tags that tell one environment of one app from all else on the bill. A budget over them counts nothing until they are
 * activated as cost allocation tags in the billing console of the paying account, which takes up to a day to show.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html (2026-11)
 */
export const BUDGET_TAGS: readonly string[] = ["application", "environment"];

/**
 * A budget over what carries {@link BUDGET_TAGS}. Assumed: that AWS Budgets takes a filter by tags that are not activated yet, as it
 * takes one by values that no bill has shown; the first deployment in an account without activated tags settles it.
 */
export function monthlyBudget(
  scope: Construct,
  {
    app,
    budget: { monthlyUsd, spentPercents, forecastPercents },
    topicArn,
  }: { readonly app: ResolvedApp; readonly budget: ResolvedBudget; readonly topicArn: string },
): CfnBudget {
  const thresholds = [
    ...spentPercents.map((percent) => ({ type: "ACTUAL", percent })),
    ...forecastPercents.map((percent) => ({ type: "FORECASTED", percent })),
  ];
  return new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: environmentPrefix(app),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: monthlyUsd, unit: "USD" },
      filterExpression: tagFilter(app),
      metrics: ["UnblendedCost"],
    },
    notificationsWithSubscribers: thresholds.map(({ type, percent }) => ({
      notification: {
        notificationType: type,
        comparisonOperator: "GREATER_THAN",
        threshold: percent,
        thresholdType: "PERCENTAGE",
      },
      subscribers: [{ subscriptionType: "SNS", address: topicArn }],
    })),
  });
}

/** All tags must hold; the older `costFilters` would add up what carries any of them. */
function tagFilter(app: ResolvedApp): CfnBudget.ExpressionProperty {
  const filters = Object.entries(app.tags)
    .filter(([key]) => BUDGET_TAGS.includes(key))
    .map(([key, value]) => ({ tags: { key, values: [value], matchOptions: ["EQUALS"] } }));
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { and: filters };
}

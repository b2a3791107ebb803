import type { ResolvedApp } from "@fairlead/model";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";
import { environmentPrefix } from "../stacks/resource-names.js";

/** At half there is time to look, at 80 % to act; the forecast says it before it is true. */
const THRESHOLDS = [
  { type: "ACTUAL", percent: 50 },
  { type: "ACTUAL", percent: 80 },
  { type: "ACTUAL", percent: 100 },
  { type: "FORECASTED", percent: 100 },
] as const;

/** The tags that tell one environment of one app from all else on the bill. */
const COST_TAGS: readonly string[] = ["application", "environment"];

/**
 * A budget over what carries the environment's tags. It counts nothing until they are activated as cost allocation tags in the
 * billing console of the paying account.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html (2026-11)
 */
export function monthlyBudget(scope: Construct, app: ResolvedApp, monthlyUsd: number, topicArn: string): CfnBudget {
  return new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: environmentPrefix(app),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: monthlyUsd, unit: "USD" },
      filterExpression: tagFilter(app),
      metrics: ["UnblendedCost"],
    },
    notificationsWithSubscribers: THRESHOLDS.map(({ type, percent }) => ({
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
    .filter(([key]) => COST_TAGS.includes(key))
    .map(([key, value]) => ({ tags: { key, values: [value], matchOptions: ["EQUALS"] } }));
  const [only] = filters;
  return filters.length === 1 && only !== undefined ? only : { and: filters };
}

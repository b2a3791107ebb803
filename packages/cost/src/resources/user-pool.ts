import { textOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** What each plan of features costs: https://aws.amazon.com/cognito/pricing/ (2026-11). */
const ITEMS = {
  LITE: "Lite MAU first 50k after free",
  ESSENTIALS: "Essentials MAU above 10k free",
  PLUS: "Plus MAU",
} as const;

/** Cognito by people who sign in within the month; the ten thousand that an account has free are an allowance. */
export const userPool = priced(({ properties }, { graph, usage }) => {
  const tier = textOf(properties["UserPoolTier"]);
  const count = graph.ofType("AWS::Cognito::UserPool").length;
  return [
    {
      price: { service: "Cognito", item: ITEMS[tier === "LITE" || tier === "PLUS" ? tier : "ESSENTIALS"] },
      what: "people who sign in",
      quantity: fixed(usage.monthlyUsers / count),
      assumption: `${usage.monthlyUsers.toLocaleString("en")} people a month, over all pools`,
    },
  ];
});

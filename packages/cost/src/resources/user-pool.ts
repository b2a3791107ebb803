import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** https://aws.amazon.com/cognito/pricing/ (2026-11): free for ever, in each account. */
const FREE_USERS = 10_000;

/** Cognito by people who sign in within the month, above those that are free. */
export const userPool = priced((_, { usage }) => [
  {
    price: { service: "Cognito", item: "Essentials MAU above 10k free" },
    what: "people who sign in",
    quantity: fixed(Math.max(0, usage.monthlyUsers - FREE_USERS)),
    assumption: `${usage.monthlyUsers.toLocaleString("en")} people a month, of whom ${FREE_USERS.toLocaleString("en")} are free`,
  },
]);

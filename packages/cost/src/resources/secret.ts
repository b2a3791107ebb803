import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** A secret by the month; tasks read it when they start, which is a few hundred calls at 0.05 USD for ten thousand. */
export const secret = priced((_, { usage }) => [
  { price: { service: "Secrets Manager", item: "secret" }, what: "secret", quantity: fixed(1), assumption: null },
  {
    price: { service: "Secrets Manager", item: "API calls" },
    what: "reads",
    quantity: fixed(usage.releases * READS_PER_RELEASE),
    assumption: `${READS_PER_RELEASE} tasks start with each of ${usage.releases} releases`,
  },
]);

const READS_PER_RELEASE = 10;

import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** A key of one's own; with bucket keys and cached data keys, its requests stay in the thousands. */
export const key = priced((_, { usage }) => [
  {
    price: { service: "KMS", item: "customer managed key" },
    what: "key",
    quantity: fixed(1),
    assumption: null,
  },
  {
    price: { service: "KMS", item: "symmetric requests (20k free)" },
    what: "requests",
    quantity: fixed(usage.requestsPerMonth / 10),
    assumption: "one for each tenth request",
  },
]);

import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** A hosted zone by the month; queries for AWS's own names are free, and others cost 0.40 USD a million. */
export const hostedZone = priced(() => [
  {
    price: { service: "Route 53", item: "hosted zone first 25" },
    what: "hosted zone",
    quantity: fixed(1),
    assumption: null,
  },
]);

import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** A dashboard by the month; the three that an account has free are an allowance. */
export const dashboard = priced(() => [
  {
    price: { service: "CloudWatch", item: "dashboard above 3 free" },
    what: "dashboard",
    quantity: fixed(1),
    assumption: null,
  },
]);

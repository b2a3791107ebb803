import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** An Elastic IP. In use and idle cost the same since 2024-02-01 (https://aws.amazon.com/vpc/pricing/, 2026-11). */
export const publicAddress = priced(() => [
  {
    price: { service: "VPC", item: "public IPv4 in use" },
    what: "public IPv4",
    quantity: fixed(HOURS_PER_MONTH),
    assumption: null,
  },
]);

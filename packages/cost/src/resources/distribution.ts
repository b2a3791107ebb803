import type { PriceStep } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { answeredGb, callerGb, requestsAssumption } from "./traffic.js";
import { priced } from "./treatment.js";

const TB = 1_024;
const step = (item: string, upTo: number | null): PriceStep => ({
  name: { service: "CloudFront", item: `data out ${item} (US, Europe)` },
  upTo,
});
const DATA_OUT = [
  step("first 10 TB", 10 * TB),
  step("next 40 TB", 50 * TB),
  step("next 100 TB", 150 * TB),
  step("next 350 TB", null),
];

/** CloudFront by what leaves it; callers in the United States and Europe are assumed, whose prices are nearly one. */
export const distribution = priced((_, { usage }) => {
  const assumption = `${requestsAssumption(usage)}, from the United States and Europe`;
  return [
    { price: DATA_OUT, what: "GB to callers", quantity: fixed(answeredGb(usage)), assumption },
    {
      price: { service: "CloudFront", item: "HTTPS requests (US)" },
      what: "requests",
      quantity: fixed(usage.requestsPerMonth),
      assumption,
    },
    {
      price: { service: "CloudFront", item: "data to origin (US, Europe)" },
      what: "GB to the origin",
      quantity: fixed(callerGb(usage) - answeredGb(usage)),
      assumption,
    },
  ];
});

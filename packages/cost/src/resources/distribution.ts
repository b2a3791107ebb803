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
  step("next 350 TB", 500 * TB),
  step("next 524 TB", 1_024 * TB),
  step("next 4 PB", 5_120 * TB),
  step("over 5 PB", null),
];

/** CloudFront by what leaves it, shared out over all distributions; callers in the United States and Europe are assumed, whose prices are nearly one. */
export const distribution = priced((_, { graph, usage }) => {
  const count = graph.ofType("AWS::CloudFront::Distribution").length;
  const among = count === 1 ? "" : `, over ${count} distributions`;
  const assumption = `${requestsAssumption(usage)}, from the United States and Europe${among}`;
  return [
    { price: DATA_OUT, what: "GB to callers", quantity: fixed(answeredGb(usage) / count), assumption },
    {
      price: { service: "CloudFront", item: "HTTPS requests (US)" },
      what: "requests",
      quantity: fixed(usage.requestsPerMonth / count),
      assumption,
    },
    {
      price: { service: "CloudFront", item: "data to origin (US, Europe)" },
      what: "GB to the origin",
      quantity: fixed((callerGb(usage) - answeredGb(usage)) / count),
      assumption,
    },
  ];
});

/** A function before each request, where there is one. */
export const edgeFunction = priced((_, { graph, usage }) => {
  const count = graph.ofType("AWS::CloudFront::Function").length;
  return [
    {
      price: { service: "CloudFront", item: "functions" },
      what: "runs",
      quantity: fixed(usage.requestsPerMonth / count),
      assumption: `${usage.requestsPerMonth.toLocaleString("en")} requests a month, one run for each`,
    },
  ];
});

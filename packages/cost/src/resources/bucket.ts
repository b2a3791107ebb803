import type { PriceStep } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

const TB = 1_024;
/** Above 500 TB the price falls once more; nobody has read it, and the second step's holds on. */
const STORAGE: readonly PriceStep[] = [
  { name: { service: "S3", item: "standard storage first 50 TB" }, upTo: 50 * TB },
  { name: { service: "S3", item: "standard storage next 450 TB" }, upTo: null },
];

/** S3: GB stored and requests. */
export const bucket = priced((_, { usage }) => [
  {
    price: STORAGE,
    what: "GB stored",
    quantity: fixed(usage.storedGb),
    assumption: `${usage.storedGb} GB stored`,
  },
  {
    price: { service: "S3", item: "PUT/COPY/POST/LIST" },
    what: "writes",
    quantity: fixed(usage.requestsPerMonth / 10),
    assumption: "one for each tenth request",
  },
  {
    price: { service: "S3", item: "GET and other" },
    what: "reads",
    quantity: fixed(usage.requestsPerMonth),
    assumption: "one for each request",
  },
]);

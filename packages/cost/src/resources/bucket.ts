import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** S3: GB stored and requests. */
export const bucket = priced((_, { usage }) => [
  {
    price: { service: "S3", item: "standard storage first 50 TB" },
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

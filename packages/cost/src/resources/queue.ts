import { isTrue } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Receiving, deleting and sending are a request each. */
const REQUESTS_PER_MESSAGE = 3;
/** A worker that waits for 20 seconds at a time asks so often in a month. */
const POLLS = 131_400;

/** SQS by requests, of which waiting for work makes some too. */
export const queue = priced(({ properties }, { usage }) => [
  {
    price: { service: "SQS", item: isTrue(properties["FifoQueue"]) ? "FIFO requests" : "standard requests (1M free)" },
    what: "requests",
    quantity: fixed(usage.requestsPerMonth * REQUESTS_PER_MESSAGE + POLLS),
    assumption: "a message for each request, and a worker that polls for 20 seconds at a time",
  },
]);

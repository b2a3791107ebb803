import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Messages of alarms a month; assumed: a few hundred where things go badly. */
const MESSAGES = 300;

/** SNS by messages, which are told by mail. */
export const topic = priced(() => [
  {
    price: { service: "SNS", item: "publish requests (1M free)" },
    what: "messages",
    quantity: fixed(MESSAGES),
    assumption: `${MESSAGES} messages a month`,
  },
  {
    price: { service: "SNS", item: "email deliveries (1k free)" },
    what: "mails",
    quantity: fixed(MESSAGES),
    assumption: `${MESSAGES} messages a month`,
  },
]);

import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

export const hostedZone = priced(() => [
  {
    price: { service: "Route 53", item: "hosted zone first 25" },
    what: "hosted zone",
    quantity: fixed(1),
    assumption: null,
  },
]);

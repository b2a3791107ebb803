import { fixed } from "../charge/range.js";
import { callerGb } from "./traffic.js";
import { priced } from "./treatment.js";

/** EFS with elastic throughput: GB stored, read and written. */
export const fileSystem = priced((_, { usage }) => {
  const gb = callerGb(usage);
  const assumption = "as much is read and written as callers send and get";
  return [
    {
      price: { service: "EFS", item: "standard storage" },
      what: "GB stored",
      quantity: fixed(usage.storedGb),
      assumption: `${usage.storedGb} GB stored`,
    },
    { price: { service: "EFS", item: "elastic throughput read" }, what: "GB read", quantity: fixed(gb), assumption },
    {
      price: { service: "EFS", item: "elastic throughput write" },
      what: "GB written",
      quantity: fixed(gb),
      assumption,
    },
  ];
});

import { textOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Reads and writes of 8 KB that one request of a caller makes; assumed: most are answered from memory. */
const IO_PER_REQUEST = 5;

/** The storage of an Aurora cluster, and its I/O where that is charged; the instances stand for themselves. */
export const dbCluster = priced(({ properties }, { usage }) => {
  const isOptimized = textOf(properties["StorageType"]) === "aurora-iopt1";
  const kind = isOptimized ? "I/O-Optimized" : "Standard";
  const storage = {
    price: { service: "Aurora PostgreSQL", item: `storage (${kind})` },
    what: "GB stored",
    quantity: fixed(usage.storedGb),
    assumption: `${usage.storedGb} GB stored`,
  };
  if (isOptimized) return [storage];
  return [
    storage,
    {
      price: { service: "Aurora PostgreSQL", item: "I/O requests (Standard only)" },
      what: "I/O",
      quantity: fixed(usage.requestsPerMonth * IO_PER_REQUEST),
      assumption: `${IO_PER_REQUEST} for each of ${usage.requestsPerMonth.toLocaleString("en")} requests`,
    },
  ];
});

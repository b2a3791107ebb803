import { textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** The least that is charged, GB: https://aws.amazon.com/elasticache/pricing/ (2026-11). */
const LEAST_GB = { valkey: 0.1, redis: 1 } as const;
/** Assumed: a few reads and writes, each of up to 1 KB, which is one ECPU. */
const ECPU_PER_REQUEST = 10;

/** ElastiCache Serverless: GB hours with a minimum, and processing units. */
export const serverlessCache = priced(({ properties }, { usage }) => {
  const isValkey = textOf(properties["Engine"]) === "valkey";
  const engine = isValkey ? "Valkey" : "Redis OSS";
  const gb = isValkey ? LEAST_GB.valkey : LEAST_GB.redis;
  return [
    {
      price: { service: "ElastiCache Serverless", item: `${engine} serverless storage` },
      what: "GB hours",
      quantity: fixed(gb * HOURS_PER_MONTH),
      assumption: `no more than the ${gb} GB that are charged at least`,
    },
    {
      price: { service: "ElastiCache Serverless", item: `${engine} serverless ECPU` },
      what: "processing units",
      quantity: fixed(usage.requestsPerMonth * ECPU_PER_REQUEST),
      assumption: `${ECPU_PER_REQUEST} for each of ${usage.requestsPerMonth.toLocaleString("en")} requests`,
    },
  ];
});

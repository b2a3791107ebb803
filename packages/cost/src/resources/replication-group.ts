import { type GraphResource, numberOf, textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";
import { betweenZones } from "./zone-traffic.js";

/** Nodes of ElastiCache by the hour. */
export const replicationGroup = priced(({ properties }, around) => {
  const nodeType = textOf(properties["CacheNodeType"]) ?? "";
  const engine = textOf(properties["Engine"]) === "valkey" ? "Valkey" : "Redis OSS";
  const nodes = nodeCount(properties);
  return [
    {
      price: { service: `ElastiCache ${engine}`, item: nodeType },
      what: `hours of ${nodes} × ${nodeType}, ${engine}`,
      quantity: fixed(nodes * HOURS_PER_MONTH),
      assumption: null,
    },
    ...betweenZones(around),
  ];
});

function nodeCount(properties: GraphResource["properties"]): number {
  const replicas = numberOf(properties["ReplicasPerNodeGroup"]);
  const groups = numberOf(properties["NumNodeGroups"]) ?? 1;
  return replicas === undefined ? (numberOf(properties["NumCacheClusters"]) ?? groups) : groups * (1 + replicas);
}

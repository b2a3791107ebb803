import { textOf } from "@fairlead/check";
import { type Adviser, withProperties } from "./proposal.js";

const CACHES = ["AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::ServerlessCache"];

/** Valkey for caches that are Redis OSS. */
export const valkey: Adviser = ({ graph }) => {
  const caches = graph.ofType(...CACHES).filter(({ properties }) => textOf(properties["Engine"]) !== "valkey");
  if (caches.length === 0) return null;
  return {
    name: "valkey",
    what: `Run ${caches.map(({ address, logicalId }) => address ?? logicalId).join(", ")} on Valkey instead of Redis OSS.`,
    risk: "Valkey speaks as Redis 7.2 does: modules of Redis and what came with Redis 8 are not there.",
    change: (resource) => (caches.includes(resource) ? withProperties(resource, { Engine: "valkey" }) : "kept"),
  };
};

/**
 * GiB of the nodes that ElastiCache offers for new caches, as its price list has them. Assumed as of 2025, but for the smallest
 * (https://repost.aws/knowledge-center/available-memory-elasticache-redis-node, read 2026-11).
 */
const GIB: ReadonlyMap<string, number> = new Map([
  ["t.micro", 0.5],
  ["t.small", 1.37],
  ["t.medium", 3.09],
  ["m.large", 6.38],
  ["m.xlarge", 12.93],
  ["m.2xlarge", 26.04],
  ["m.4xlarge", 52.26],
  ["r.large", 13.07],
  ["r.xlarge", 26.32],
  ["r.2xlarge", 52.82],
  ["r.4xlarge", 105.81],
]);

/** Kept free for snapshots and failover (`reserved-memory-percent`; the same place). */
const RESERVED = 0.25;

const MIB_PER_GIB = 1024;

/** MiB that a node holds of what is put into it, e.g. of `cache.t4g.small`; `null` for a type whose memory isn't known. */
export function usableMib(nodeType: string): number | null {
  const [, family = "", size = ""] = nodeType.split(".");
  const gib = GIB.get(`${family.slice(0, 1)}.${size}`);
  return gib === undefined ? null : Math.floor(gib * MIB_PER_GIB * (1 - RESERVED));
}

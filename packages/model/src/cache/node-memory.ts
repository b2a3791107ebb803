/** By size, `maxmemory` in bytes. */
type Sizes = Readonly<Record<string, number>>;

const BURSTABLE: Sizes = { micro: 536_870_912, small: 1_471_026_299, medium: 3_317_862_236 };
const GENERAL: Sizes = {
  large: 6_854_542_746,
  xlarge: 13_891_921_715,
  "2xlarge": 27_966_669_210,
  "4xlarge": 56_116_178_125,
};
const MEMORY: Sizes = {
  large: 14_037_181_030,
  xlarge: 28_261_849_702,
  "2xlarge": 56_711_183_565,
  "4xlarge": 113_609_865_216,
};
const GENERAL_8: Sizes = {
  large: 7_294_178_820,
  xlarge: 15_222_495_510,
  "2xlarge": 31_866_224_640,
  "4xlarge": 65_856_864_256,
};
const MEMORY_8: Sizes = {
  large: 15_222_495_510,
  xlarge: 31_866_224_640,
  "2xlarge": 65_856_864_256,
  "4xlarge": 133_838_143_488,
};

/**
 * Nodes that ElastiCache offers for new caches, up to 4xlarge
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html, "node-type specific parameters", read 2026-11).
 */
const FAMILIES: ReadonlyMap<string, Sizes> = new Map([
  ["t3", BURSTABLE],
  ["t4g", BURSTABLE],
  ["m5", GENERAL],
  ["m6g", GENERAL],
  ["m7g", GENERAL],
  ["m8g", GENERAL_8],
  ["r5", MEMORY],
  ["r6g", MEMORY],
  ["r7g", MEMORY],
  ["r8g", MEMORY_8],
]);

/**
 * Kept free for snapshots and failover: `reserved-memory-percent`
 * (https://repost.aws/knowledge-center/available-memory-elasticache-redis-node, read 2026-11).
 */
const RESERVED = 0.25;

const BYTES_PER_MIB = 1024 ** 2;

/** MiB that a node holds of what is put into it, e.g. of `cache.t4g.small`; `null` for a type whose memory isn't known. */
export function usableMib(nodeType: string): number | null {
  const [, family = "", size = ""] = nodeType.split(".");
  const bytes = FAMILIES.get(family)?.[size];
  return bytes === undefined ? null : Math.floor((bytes / BYTES_PER_MIB) * (1 - RESERVED));
}

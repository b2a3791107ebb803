import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { EVICTION_POLICIES, type CacheOptions } from "./cache.js";

const versionSchema = z.string().check(
  rule(
    (version) => /^\d+\.\d+$/u.test(version),
    (version) => ({
      code: "UnknownEngineVersion",
      message: `"${version}" is not a version of a cache engine.`,
      fix: 'Write major and minor, e.g. "8.1".',
    }),
  ),
);

const nodeTypeSchema = z.string().check(
  rule(
    (type) => /^cache\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/u.test(type),
    (type) => ({
      code: "InvalidNodeType",
      message: `"${type}" is not a node type of ElastiCache.`,
      fix: 'Write it like "cache.t4g.small".',
    }),
  ),
);

/**
 * Reads the options of a cache. At most five replicas and 35 days of snapshots are assumed from ElastiCache's API reference
 * (CreateReplicationGroup), which was not read for this.
 */
export const cacheSchema = optionsObject({
  version: versionSchema.optional(),
  nodeType: nodeTypeSchema.optional(),
  replicas: z.int().min(0).max(5).optional(),
  snapshotDays: z.int().min(0).max(35).optional(),
  evictionPolicy: z.enum(EVICTION_POLICIES).optional(),
  holdsMib: z.number().positive().optional(),
}) satisfies z.ZodType<CacheOptions>;

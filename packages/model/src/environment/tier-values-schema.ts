import { z } from "zod";
import { natSchema } from "../network/nat-schema.js";
import { logRetentionSchema } from "../observability/log-retention.js";
import { acuSchema } from "../postgres/acu-schema.js";
import { optionsObject } from "../problem/options-object.js";
import type { TierValues } from "./tier-values.js";

const range = optionsObject({ min: z.int().min(0).max(1000), max: z.int().min(1).max(1000) });

/** Every cell of a tier's table. */
export const tierValuesSchema = optionsObject({
  zones: z.int().min(2).max(3),
  nat: natSchema,
  interfaceEndpoints: z.array(z.string().min(1)),
  flowLogs: z.enum(["ALL", "REJECT"]),
  publicTasks: range,
  workerTasks: range,
  capacity: z.enum(["fargate", "fargate-spot"]),
  architecture: z.enum(["arm64", "x86_64"]),
  cpu: z.int(),
  memory: z.int(),
  exec: z.boolean(),
  tracing: z.boolean(),
  rollout: z.enum(["rolling", "canary", "blue-green"]),
  rollbackOnAlarms: z.boolean(),
  auroraCapacity: optionsObject({ min: acuSchema, max: acuSchema }),
  auroraReaders: z.int().min(0).max(15),
  rdsInstance: z.string().min(1),
  rdsMultiAz: z.boolean(),
  backupDays: z.int().min(1).max(35),
  deletionProtection: z.boolean(),
  finalSnapshot: z.boolean(),
  rotation: z.union([z.literal("none"), optionsObject({ everyDays: z.int().min(1).max(1000) })]),
  cacheNode: z.string().min(1),
  cacheReplicas: z.int().min(0).max(5),
  cacheSnapshotDays: z.int().min(0).max(35),
  brokerInstance: z.string().min(1),
  brokerCluster: z.boolean(),
  bucketVersioning: z.boolean(),
  oldVersionDays: z.int().min(1).max(3650),
  volumeBackupDays: z.int().min(0).max(36_500),
  waf: z.boolean(),
  containerInsights: z.enum(["disabled", "enabled", "enhanced"]),
  dashboard: z.boolean(),
  logRetention: logRetentionSchema,
}) satisfies z.ZodType<TierValues>;

import { z } from "zod";
import { durationSchema, minutesSchema } from "../duration/duration-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { acuSchema } from "./acu-schema.js";
import { POSTGRES_EXTENSIONS } from "./extensions.js";
import { type PostgresEngineKind, retiredSince, versionProblem } from "./engine-versions.js";
import { parametersSchema } from "./parameters-schema.js";
import type { PostgresOptions } from "./postgres.js";

/** PostgreSQL's identifiers hold 63 bytes; RDS takes a letter, then letters, digits and underscores. */
const databaseNameSchema = z.string().check(
  rule(
    (name) => /^[A-Za-z][A-Za-z0-9_]{0,62}$/u.test(name),
    (name) => ({
      code: "InvalidDatabaseName",
      message: `"${name}" is not a name that RDS gives to a database.`,
      fix: "Start with a letter, go on with letters, digits and underscores, and stop at 63.",
    }),
  ),
);

const versionSchema = (engine: PostgresEngineKind) =>
  z.string().check(
    rule(
      (version) => retiredSince(version) === null,
      (version) => ({
        code: "RetiredEngineVersion",
        message: `Standard support of PostgreSQL ${version} ended on ${retiredSince(version) ?? ""}: its holes stay open, and extended support is billed by the vCPU and the hour.`,
        fix: versionProblem(engine, version) ?? "",
      }),
    ),
    rule(
      (version) => retiredSince(version) !== null || versionProblem(engine, version) === null,
      (version) => ({
        code: "UnknownEngineVersion",
        message: `"${version}" is not a version of PostgreSQL that Fairlead knows for ${engine}.`,
        fix: versionProblem(engine, version) ?? "",
      }),
    ),
  );

/**
 * RDS API reference: 1 to 100 percent and 0 to 300 s (ConnectionPoolConfiguration, quoted by aws-cdk-lib 2.276, 2026-11); a client's
 * silence of 1 minute to 8 hours (rds-proxy-creating, as of 2025).
 */
const proxySchema = optionsObject({
  connectionsPercent: z.int().min(1).max(100).optional(),
  borrowTimeout: durationSchema({ minSeconds: 1, maxSeconds: 300 }).optional(),
  idleTimeout: durationSchema({ minSeconds: 60, maxSeconds: 28_800 }).optional(),
});

const COMMON_SHAPE = {
  databaseName: databaseNameSchema.optional(),
  parameters: parametersSchema.optional(),
  extensions: z.array(z.enum(POSTGRES_EXTENSIONS)).optional(),
  // RDS API reference, CreateDBCluster and CreateDBInstance: 1 to 35 days; 0 would switch backups off on an instance.
  backupDays: z.int().min(1).max(35).optional(),
  deletionProtection: z.boolean().optional(),
  finalSnapshot: z.boolean().optional(),
  rotation: z.union([z.literal("none"), optionsObject({ everyDays: z.int().min(1).max(1000) })]).optional(),
  sslMode: z.enum(["require", "verify-full"]).optional(),
  proxy: z.union([z.boolean(), proxySchema]).optional(),
};

const auroraSchema = optionsObject({
  engine: z.literal("aurora-serverless"),
  version: versionSchema("aurora-serverless").optional(),
  ...COMMON_SHAPE,
  capacity: optionsObject({ min: acuSchema.optional(), max: acuSchema.optional() }).optional(),
  readers: z.int().min(0).max(15).optional(),
  autoPause: minutesSchema({ minSeconds: 300, maxSeconds: 86_400 }).optional(),
});

const instanceSchema = z.string().check(
  rule(
    (instance) => /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/u.test(instance) && !instance.startsWith("db."),
    (instance) => ({
      code: "InvalidInstanceClass",
      message: `"${instance}" is not an instance class without its "db.".`,
      fix: 'Write it like "t4g.small".',
    }),
  ),
);

/** From 20 to 65536 GiB (RDS, AllocatedStorage; quoted by aws-cdk-lib 2.276, 2026-11, of gp2; assumed of gp3 too). */
const gibSchema = z.int().min(20).max(65_536);

const rdsSchema = optionsObject({
  engine: z.literal("rds"),
  version: versionSchema("rds").optional(),
  ...COMMON_SHAPE,
  instance: instanceSchema.optional(),
  multiAz: z.boolean().optional(),
  storage: optionsObject({ gib: gibSchema.optional(), maxGib: gibSchema.optional() }).optional(),
});

/** Reads the options of a database. */
export const postgresSchema = z.discriminatedUnion("engine", [
  auroraSchema,
  rdsSchema,
]) satisfies z.ZodType<PostgresOptions>;

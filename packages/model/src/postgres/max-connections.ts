import type { ResolvedPostgres, ResolvedPostgresEngine } from "./resolved-postgres.js";

/**
 * AWS's tables give 189, 823, 1669 and 3360 connections for 1, 4, 8 and 16 ACU: a straight line, which this is. 5000 at most,
 * and 2000 when the minimum is 0 or 0.5 ACU
 * (https://repost.aws/articles/ARm5e6RHE3R4mnHS2S-UZUwA/working-of-max-connections-for-amazon-aurora-postgresql-serverless, 2026-11;
 * 823 and 1669 as the Aurora user guide had them in 2025).
 */
const AURORA = { perAcu: 211.4, offset: -22.4, most: 5000, mostWithSmallMinimum: 2000 } as const;

/** RDS: `LEAST({DBInstanceClassMemory/9531392}, 5000)` (https://docs.aws.amazon.com/prescriptive-guidance/latest/tuning-postgresql-parameters/max-connections.html, 2026-11). */
const RDS = { bytesPerConnection: 9_531_392, most: 5000 } as const;

/** GiB of the first size of each family that doubles from there: `t4g` is looked up as `t`. */
const FIRST_GIB: Readonly<Record<string, number>> = { t: 1, m: 8, r: 16, c: 4 };
const SIZES: Readonly<Record<string, readonly string[]>> = {
  t: ["micro", "small", "medium", "large", "xlarge", "2xlarge"],
  m: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"],
  r: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"],
  c: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"],
};

/** Memory of an instance class; `null` for one that doesn't follow its family's doubling. */
function memoryGib(instanceClass: string): number | null {
  const [type = "", size = ""] = instanceClass.split(".");
  const family = type.slice(0, 1);
  const first = FIRST_GIB[family];
  const step = SIZES[family]?.indexOf(size) ?? -1;
  return first === undefined || step === -1 ? null : first * 2 ** step;
}

/** An ACU has 2 GiB (Aurora user guide, "Aurora Serverless v2 capacity", as of 2025). */
const GIB_PER_ACU = 2;

/** Memory of a database at its largest, in GiB; `null` for an instance class whose memory isn't known. */
export function databaseMemoryGib(engine: ResolvedPostgresEngine): number | null {
  switch (engine.kind) {
    case "aurora-serverless":
      return engine.maxCapacityAcu * GIB_PER_ACU;
    case "rds":
      return memoryGib(engine.instanceClass);
  }
}

/** Kept free for superusers (`superuser_reserved_connections`, 3 by default) and for RDS's own (`rds.rds_superuser_reserved_connections`, 2). */
export const RESERVED_CONNECTIONS = 5;

/** Connections that a database takes; `null` for an instance class whose memory isn't known, or for a formula that is stated. */
export function maxConnections({ engine, parameters }: Pick<ResolvedPostgres, "engine" | "parameters">): number | null {
  const stated = parameters["max_connections"];
  if (stated === undefined) return connectionsOf(engine);
  return /^\d+$/u.test(stated) ? Number(stated) : null;
}

function connectionsOf(engine: ResolvedPostgresEngine): number | null {
  switch (engine.kind) {
    case "aurora-serverless": {
      const most = engine.minCapacityAcu < 1 ? AURORA.mostWithSmallMinimum : AURORA.most;
      return Math.min(most, Math.round(engine.maxCapacityAcu * AURORA.perAcu + AURORA.offset));
    }
    case "rds": {
      const gib = memoryGib(engine.instanceClass);
      return gib === null ? null : Math.min(RDS.most, Math.floor((gib * 1024 ** 3) / RDS.bytesPerConnection));
    }
  }
}

import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { TierValues } from "../environment/tier-values.js";
import { exactVersion } from "./engine-versions.js";
import type { AuroraServerlessOptions, PostgresOptions, RdsOptions } from "./postgres.js";
import type { ResolvedPostgres, ResolvedPostgresEngine, ResolvedRotation } from "./resolved-postgres.js";

/** PostgreSQL's own. */
const POSTGRES_PORT = 5432;

/** AWS's own default for a pause: long enough that a click after lunch doesn't wait, short enough to save the night. */
const AUTO_PAUSE_SECONDS = 300;

/** The least that gp3 takes, and room to grow before anybody must look. */
const STORAGE = { gib: 20, growth: 5 } as const;

/** What a database depends on beside its options. */
interface PostgresContext {
  readonly tier: TierValues;
  readonly appName: string;
}

/** Fills the gaps of a database. */
export const resolvePostgres = (
  { name, options }: Described<"postgres">,
  { tier, appName }: PostgresContext,
): ResolvedPostgres => ({
  name,
  engine: resolveEngine(options, tier),
  version: exactVersion(options.engine, options.version),
  databaseName: options.databaseName ?? databaseNameOf(appName),
  port: POSTGRES_PORT,
  backupRetentionDays: options.backupDays ?? tier.backupDays,
  deletionProtection: options.deletionProtection ?? tier.deletionProtection,
  finalSnapshot: options.finalSnapshot ?? tier.finalSnapshot,
  rotation: resolveRotation(options.rotation ?? tier.rotation),
  sslMode: options.sslMode ?? "require",
  logRetentionDays: tier.logRetention,
});

/** An identifier needs no quotes when it has underscores and starts with a letter. */
function databaseNameOf(appName: string): string {
  const identifier = appName.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "_");
  return (/^[a-z]/u.test(identifier) ? identifier : `app_${identifier}`).slice(0, 63);
}

const resolveRotation = (rotation: NonNullable<PostgresOptions["rotation"]>): ResolvedRotation =>
  rotation === "none" ? { kind: "none" } : { kind: "alternating-users", everyDays: rotation.everyDays };

function resolveEngine(options: PostgresOptions, tier: TierValues): ResolvedPostgresEngine {
  switch (options.engine) {
    case "aurora-serverless":
      return resolveAurora(options, tier);
    case "rds":
      return resolveRds(options, tier);
  }
}

function resolveAurora(options: AuroraServerlessOptions, tier: TierValues): ResolvedPostgresEngine {
  const { minCapacityAcu, maxCapacityAcu } = resolveCapacity(options.capacity ?? {}, tier);
  return {
    kind: "aurora-serverless",
    minCapacityAcu,
    maxCapacityAcu,
    readers: options.readers ?? tier.auroraReaders,
    autoPauseMinutes: minCapacityAcu === 0 ? secondsOf(options.autoPause, AUTO_PAUSE_SECONDS) / 60 : null,
  };
}

/** Where one end is stated, the tier's other end gives way: only two stated ends can contradict each other. */
function resolveCapacity(
  { min, max }: NonNullable<AuroraServerlessOptions["capacity"]>,
  { auroraCapacity }: TierValues,
) {
  if (min !== undefined && max !== undefined) return { minCapacityAcu: min, maxCapacityAcu: max };
  if (min !== undefined) return { minCapacityAcu: min, maxCapacityAcu: Math.max(min, auroraCapacity.max) };
  if (max !== undefined) return { minCapacityAcu: Math.min(max, auroraCapacity.min), maxCapacityAcu: max };
  return { minCapacityAcu: auroraCapacity.min, maxCapacityAcu: auroraCapacity.max };
}

function resolveRds(options: RdsOptions, tier: TierValues): ResolvedPostgresEngine {
  const { gib, maxGib } = options.storage ?? {};
  const storageGib = gib ?? Math.min(STORAGE.gib, maxGib ?? STORAGE.gib);
  return {
    kind: "rds",
    instanceClass: options.instance ?? tier.rdsInstance,
    multiAz: options.multiAz ?? tier.rdsMultiAz,
    storageGib,
    maxStorageGib: maxGib ?? storageGib * STORAGE.growth,
  };
}

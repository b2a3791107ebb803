import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { TierValues } from "../environment/tier-values.js";
import { exactVersion } from "./engine-versions.js";
import type { AuroraServerlessOptions, PostgresOptions, RdsOptions } from "./postgres.js";
import type {
  ResolvedDatabaseProxy,
  ResolvedPostgres,
  ResolvedPostgresEngine,
  ResolvedRotation,
} from "./resolved-postgres.js";

/** PostgreSQL's own. */
const POSTGRES_PORT = 5432;

/** AWS's own default for a pause: long enough that a click after lunch doesn't wait, short enough to save the night. */
const AUTO_PAUSE_SECONDS = 300;

/** The least that gp3 takes, and room to grow before anybody must look. */
const STORAGE = { gib: 20, growth: 5 } as const;

const PROXY = {
  /** A tenth is left for who rotates the credentials and for people, who come to the database itself. */
  connectionsPercent: 90,
  /** AWS's own two minutes are longer than anyone waits for an answer; in half a minute a failover is mostly over. */
  borrowTimeoutSeconds: 30,
  /** AWS's own; most pools hang up on their idle connections before. */
  idleTimeoutSeconds: 1800,
} as const satisfies ResolvedDatabaseProxy;

/** What never sleeps needs something to live on: the least that Aurora runs on. */
const LEAST_AWAKE_ACU = 0.5;

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
  extensions: [...new Set(options.extensions ?? [])].toSorted(),
  parameters: resolveParameters(options.parameters ?? {}),
  backupRetentionDays: options.backupDays ?? tier.backupDays,
  deletionProtection: options.deletionProtection ?? tier.deletionProtection,
  finalSnapshot: options.finalSnapshot ?? tier.finalSnapshot,
  rotation: resolveRotation(options.rotation ?? tier.rotation),
  proxy: resolveProxy(options.proxy),
  sslMode: options.sslMode ?? "require",
  logRetentionDays: tier.logRetention,
});

/** RDS's words for a switch are 1 and 0. */
const resolveParameters = (options: NonNullable<PostgresOptions["parameters"]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(options)
      .map(([name, value]): [string, string] => [
        name,
        typeof value === "boolean" ? String(Number(value)) : String(value),
      ])
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );

function resolveProxy(options: PostgresOptions["proxy"]): ResolvedDatabaseProxy | null {
  if (options === undefined || options === false) return null;
  const { connectionsPercent, borrowTimeout, idleTimeout } = options === true ? {} : options;
  return {
    connectionsPercent: connectionsPercent ?? PROXY.connectionsPercent,
    borrowTimeoutSeconds: secondsOf(borrowTimeout, PROXY.borrowTimeoutSeconds),
    idleTimeoutSeconds: secondsOf(idleTimeout, PROXY.idleTimeoutSeconds),
  };
}

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
  const { minCapacityAcu, maxCapacityAcu } = resolveCapacity(options.capacity ?? {}, awake(tier, options.proxy));
  return {
    kind: "aurora-serverless",
    minCapacityAcu,
    maxCapacityAcu,
    readers: options.readers ?? tier.auroraReaders,
    autoPauseMinutes: minCapacityAcu === 0 ? secondsOf(options.autoPause, AUTO_PAUSE_SECONDS) / 60 : null,
  };
}

/** A proxy keeps connections open, and a cluster with one never pauses: the tier's pause gives way. */
const awake = (tier: TierValues, proxy: PostgresOptions["proxy"]): TierValues =>
  proxy === undefined || proxy === false
    ? tier
    : { ...tier, auroraCapacity: { ...tier.auroraCapacity, min: Math.max(tier.auroraCapacity.min, LEAST_AWAKE_ACU) } };

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

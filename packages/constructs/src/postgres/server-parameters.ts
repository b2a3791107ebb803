import type { ResolvedPostgres } from "@fairlead/model";

/** Settings of the server that differ from the engine's own. */
const SERVER_PARAMETERS = {
  /** Whoever comes without TLS is turned away, whatever `sslmode` says. */
  "rds.force_ssl": "1",
  /** A statement that takes a second is worth a line; the unit is milliseconds. */
  log_min_duration_statement: "1000",
  /** Waits longer than `deadlock_timeout` (1 s) say which lock they wait for. */
  log_lock_waits: "1",
  /** A sort that spills 10 MiB (here in KiB) to disk wants more `work_mem`. */
  log_temp_files: "10240",
} as const;

/**
 * pgvector is not a trusted extension, so only rds_superuser may create it; this lets the app's owner role do so, which the
 * rotation function grants `rds_extension`. Aurora 14.10, 15.5, RDS 14.13, 15.8, 16.4 and newer.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora_delegated_ext.html (2026-11)
 */
const DELEGATED_EXTENSIONS = { "rds.allowed_delegated_extensions": "vector" } as const;

/** The parameter group of a database. Without rotation the app is the master user and needs no extension delegated. */
export const serverParameters = ({ rotation, parameters }: ResolvedPostgres): Record<string, string> => ({
  ...SERVER_PARAMETERS,
  ...(rotation.kind === "none" ? {} : DELEGATED_EXTENSIONS),
  ...parameters,
});

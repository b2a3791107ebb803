import { setTimeout as wait } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { StateError } from "../errors/state-error.js";
import type { Migration } from "./migrations/migration.js";
import type { Schema } from "./schema.js";

/** How the schema of a database stands to the code. */
export type SchemaStatus =
  | { readonly kind: "current"; readonly version: number }
  | { readonly kind: "behind"; readonly version: number; readonly pending: readonly Migration[] }
  /** A newer version of the gateway was here. */
  | { readonly kind: "ahead"; readonly version: number; readonly unknown: readonly number[] };

/** Any number will do, as long as every version of the gateway takes the same. */
const LOCK = 7_246_311_905;

export function compareSchema(applied: readonly number[], known: readonly Migration[]): SchemaStatus {
  const version = Math.max(0, ...applied);
  const unknown = applied.filter((candidate) => known.every((migration) => migration.version !== candidate));
  if (unknown.length > 0) return { kind: "ahead", version, unknown };
  const pending = known.filter((migration) => !applied.includes(migration.version));
  return pending.length === 0 ? { kind: "current", version } : { kind: "behind", version, pending };
}

export async function schemaStatus(db: Kysely<Schema>, known: readonly Migration[]): Promise<SchemaStatus> {
  return compareSchema(await readApplied(db), known);
}

/** A lock that nobody gives up for so long is not waited for any more. */
const LOCK_WAIT_MS = 60_000;
const LOCK_RETRY_MS = 100;

/**
 * Brings the schema up to date in one transaction, under a lock that ends with it (so that RDS Proxy pins the connection
 * no longer). Who comes second waits outside of the database, whose time for a statement is short, and then finds nothing
 * left to do.
 * @returns What was run.
 * @throws StateError "SchemaAhead" or "MigrationLocked"
 */
export async function migrate(
  db: Kysely<Schema>,
  known: readonly Migration[],
  at: Date,
): Promise<readonly Migration[]> {
  for (let waitedMs = 0; waitedMs < LOCK_WAIT_MS; waitedMs += LOCK_RETRY_MS) {
    const done = await db.transaction().execute((transaction) => migrateLocked(transaction, known, at));
    if (done !== "locked") return done;
    await wait(LOCK_RETRY_MS);
  }
  throw new StateError("MigrationLocked", {
    message: `Another process has been migrating the database for ${LOCK_WAIT_MS / 1000} s.`,
    fix: "Look for a session that holds an advisory lock (pg_locks), then run `migrate` again.",
  });
}

async function migrateLocked(
  db: Kysely<Schema>,
  known: readonly Migration[],
  at: Date,
): Promise<readonly Migration[] | "locked"> {
  const lock = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${sql.lit(LOCK)}) as taken`.execute(db);
  if (lock.rows[0]?.taken !== true) return "locked";
  const status = compareSchema(await readApplied(db), known);
  if (status.kind === "current") return [];
  if (status.kind === "ahead") throw schemaAhead(status.unknown);
  await sql`create table if not exists schema_migrations (
    version integer primary key, name text not null, applied_at timestamptz not null
  )`.execute(db);
  for (const { version, name, statements } of status.pending) {
    for (const statement of statements) await sql.raw(statement).execute(db);
    await db.insertInto("schema_migrations").values({ version, name, applied_at: at }).execute();
  }
  return status.pending;
}

/** For the server's start: it serves only on a schema that it knows. */
export function assertSchemaIsCurrent(status: SchemaStatus): void {
  if (status.kind === "ahead") throw schemaAhead(status.unknown);
  if (status.kind === "behind") {
    throw new StateError("SchemaBehind", {
      message: `The database's schema is at version ${status.version}; ${status.pending.length} migration(s) are pending.`,
      fix: "Run the command `migrate` before the server.",
    });
  }
}

async function readApplied(db: Kysely<Schema>): Promise<number[]> {
  const found = await sql<{
    present: boolean;
  }>`select to_regclass('schema_migrations') is not null as present`.execute(db);
  if (found.rows[0]?.present !== true) return [];
  const rows = await db.selectFrom("schema_migrations").select("version").orderBy("version").execute();
  return rows.map((row) => row.version);
}

const schemaAhead = (unknown: readonly number[]): StateError =>
  new StateError("SchemaAhead", {
    message: `The database's schema holds migrations that this version of the gateway doesn't know: ${unknown.join(", ")}.`,
    fix: "Run the version of the gateway that made them, or a newer one.",
  });

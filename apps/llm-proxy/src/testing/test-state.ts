import pino from "pino";
import { POOL_DEFAULTS } from "../state/database-settings.js";
import type { Database } from "../state/database.js";
import { openEmbedded } from "../state/open-embedded.js";
import { openPostgres } from "../state/open-postgres.js";
import { MIGRATIONS } from "../state/migrations/migrations.js";
import { migrate } from "../state/migrator.js";
import { parsePostgresUrl } from "../state/postgres-url.js";

/** An embedded database in memory with every migration; shared by the tests of a file, as it takes a second to boot. */
export async function openTestState(): Promise<Database> {
  const database = await openEmbedded(null, silentLog(), Date.now);
  await migrate(database.kysely, MIGRATIONS, new Date(0));
  return database;
}

/** The same at a real PostgreSQL, with short times. */
export async function openTestPostgres(url: string): Promise<Database> {
  const pool = { ...POOL_DEFAULTS, connectTimeoutMs: 500, statementTimeoutMs: 1_000 };
  const database = openPostgres(parsePostgresUrl(url), pool, silentLog());
  await migrate(database.kysely, MIGRATIONS, new Date(0));
  return database;
}

export const silentLog = () => pino({ level: "silent" });

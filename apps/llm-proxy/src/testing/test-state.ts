import { existsSync } from "node:fs";
import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { POOL_DEFAULTS } from "../state/database-settings.js";
import type { Database } from "../state/database.js";
import { openEmbedded } from "../state/open-embedded.js";
import { openPostgres } from "../state/open-postgres.js";
import { MIGRATIONS } from "../state/migrations/migrations.js";
import { migrate } from "../state/migrator.js";
import { parsePostgresUrl } from "../state/postgres-url.js";

/** An embedded database with every migration, in a folder of its own. */
export async function openTestState(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-state-"));
  await cp(await preparedFolder(), folder, { recursive: true });
  const database = await openEmbedded(folder, silentLog(), Date.now);
  return {
    ...database,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** To be copied: PGlite needs seconds to make a new database, and half a second to open one (measured 2026-11-21). */
async function preparedFolder(): Promise<string> {
  const prepared = join(tmpdir(), "llm-proxy-prepared-state");
  if (existsSync(prepared)) return prepared;
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-state-"));
  const database = await openEmbedded(folder, silentLog(), Date.now);
  await migrate(database.kysely, MIGRATIONS, new Date(0));
  await database.close();
  // Another test file may have been as fast; either is as good.
  await rename(folder, prepared).catch(() => rm(folder, { recursive: true, force: true }));
  return prepared;
}

/** The same at a real PostgreSQL, with short times once it is known to answer: a busy machine takes seconds for its first connection. */
export async function openTestPostgres(url: string): Promise<Database> {
  const address = parsePostgresUrl(url);
  const patient = { ...POOL_DEFAULTS, connectTimeoutMs: 20_000, statementTimeoutMs: 20_000 };
  const first = openPostgres(address, patient, silentLog());
  await migrate(first.kysely, MIGRATIONS, new Date(0));
  await first.close();
  return openPostgres(address, { ...POOL_DEFAULTS, connectTimeoutMs: 500, statementTimeoutMs: 1_000 }, silentLog());
}

export const silentLog = () => pino({ level: "silent" });

import { Kysely, PGliteDialect } from "kysely";
import type { Logger } from "pino";
import { databaseDependency } from "./database-dependency.js";
import type { Database } from "./database.js";
import { lockEmbeddedFolder } from "./embedded-lock.js";
import type { Schema } from "./schema.js";
import { VALUE_PARSERS } from "./value-parsers.js";

/**
 * PGlite: PostgreSQL within the process, for demos and tests. One process, one connection, some 400 MB of memory.
 * @param folder `null` keeps everything in memory.
 */
export async function openEmbedded(folder: string | null, log: Logger, now: () => number): Promise<Database> {
  log.warn(
    { folder },
    "EMBEDDED DATABASE: for demos and tests only. One process may use it, it needs some 400 MB of memory and nobody backs it up. Set DATABASE_URL for anything else.",
  );
  const lock = folder === null ? null : lockEmbeddedFolder(folder, now);
  try {
    // Loaded only here: its WebAssembly has no business in a server that speaks to PostgreSQL.
    const { PGlite } = await import("@electric-sql/pglite");
    const pglite = await PGlite.create(folder ?? "memory://", { parsers: VALUE_PARSERS });
    const kysely = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) });
    return {
      kysely,
      dependency: databaseDependency(kysely, () => ({})),
      close: async () => {
        await kysely.destroy();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

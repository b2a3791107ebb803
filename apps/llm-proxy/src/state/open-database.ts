import type { Logger } from "pino";
import type { DatabaseSettings } from "./database-settings.js";
import type { Database } from "./database.js";
import { openEmbedded } from "./open-embedded.js";
import { openPostgres } from "./open-postgres.js";

/** @param now Milliseconds since the epoch. */
export async function openDatabase(settings: DatabaseSettings, log: Logger, now: () => number): Promise<Database> {
  switch (settings.kind) {
    case "postgres":
      return openPostgres(settings.address, settings.pool, log);
    case "embedded":
      return openEmbedded(settings.folder, log, now);
  }
}

import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "../state/database.js";
import { isDatabaseAway } from "../state/is-database-away.js";
import { MIGRATIONS } from "../state/migrations/migrations.js";
import { assertSchemaIsCurrent, migrate, schemaStatus } from "../state/migrator.js";

const RETRY_MS = 500;

/**
 * Makes sure that the database's schema is the one this version knows. A database that is away is waited for: tasks that
 * start during a failover should neither die nor serve.
 * @throws StateError "SchemaBehind" or "SchemaAhead"
 */
export async function prepareSchema(
  database: Database,
  options: { readonly migrates: boolean; readonly log: Logger; readonly at: Date; readonly signal: AbortSignal },
): Promise<void> {
  let isTold = false;
  for (;;) {
    try {
      const status = await schemaStatus(database.kysely, MIGRATIONS);
      if (status.kind === "behind" && options.migrates) await migrate(database.kysely, MIGRATIONS, options.at);
      else assertSchemaIsCurrent(status);
      return;
    } catch (error) {
      if (!isDatabaseAway(error) || options.signal.aborted) throw error;
      if (!isTold) options.log.warn("The database is away; the server starts serving when it comes back.");
      isTold = true;
      await wait(RETRY_MS, undefined, { signal: options.signal });
    }
  }
}

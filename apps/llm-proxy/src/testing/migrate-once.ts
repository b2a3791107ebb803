import { MIGRATIONS } from "../state/migrations/migrations.js";
import { migrate } from "../state/migrator.js";
import { openPostgres } from "../state/open-postgres.js";
import { POOL_DEFAULTS } from "../state/database-settings.js";
import { parsePostgresUrl } from "../state/postgres-url.js";
import { silentLog } from "./test-state.js";

/** A process that migrates when it is told to, and tells how many migrations it ran. */
const url = process.argv[2] ?? "";
process.once("message", () => {
  const database = openPostgres(parsePostgresUrl(url), POOL_DEFAULTS, silentLog());
  void migrate(database.kysely, MIGRATIONS, new Date(0)).then(async (done) => {
    await database.close();
    process.send?.(done.length, () => {
      process.exit();
    });
  });
});
process.send?.("ready");

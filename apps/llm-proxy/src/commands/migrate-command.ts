import { createKeySealer } from "../access/key-sealer.js";
import { resealProviderKeys } from "../access/reseal-provider-keys.js";
import { databaseSettingsOf } from "../config/database-settings-of.js";
import type { Configuration } from "../config/load-configuration.js";
import { createRepositories } from "../state/repositories.js";
import { MIGRATIONS } from "../state/migrations/migrations.js";
import { migrate } from "../state/migrator.js";
import { openDatabase } from "../state/open-database.js";
import type { Database } from "../state/database.js";
import { createLogger } from "../telemetry/create-logger.js";
import { createRedaction } from "../telemetry/redaction.js";
import { SYSTEM_CLOCK } from "../server/system-clock.js";
import type { Logger } from "pino";

/** Brings the schema up to date and, during a rotation of ENCRYPTION_KEY, seals provider keys anew. */
export async function migrateCommand({ environment, secrets }: Configuration): Promise<number> {
  const log = createLogger({ level: environment.LOG_LEVEL, destination: 1, redact: createRedaction(secrets) });
  const database = await openDatabase(databaseSettingsOf(environment), log.logger, SYSTEM_CLOCK.epochMs);
  try {
    const done = await migrate(database.kysely, MIGRATIONS, new Date(SYSTEM_CLOCK.epochMs()));
    log.logger.info({ migrations: done.map(({ version, name }) => `${version} ${name}`) }, "The schema is up to date.");
    const { ENCRYPTION_KEY: key, ENCRYPTION_KEY_PREVIOUS: previous } = environment;
    return key === null || previous === null ? 0 : await reseal(database, { key, previous }, log.logger);
  } catch (error) {
    log.logger.fatal({ err: error }, "The migration failed; nothing was changed.");
    return 1;
  } finally {
    await database.close();
    await log.close(AbortSignal.timeout(1000));
  }
}

async function reseal(
  database: Database,
  { key, previous }: { readonly key: string; readonly previous: string },
  log: Logger,
): Promise<number> {
  const { providerKeys } = createRepositories(database.kysely);
  const { resealed, failed } = await resealProviderKeys(providerKeys, createKeySealer(key, [previous]));
  log.info({ resealed }, "Provider keys are sealed by the current ENCRYPTION_KEY.");
  for (const { projectId, provider, message } of failed) log.error({ projectId, provider }, message);
  return failed.length === 0 ? 0 : 1;
}

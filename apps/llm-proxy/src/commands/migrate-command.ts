import { createKeySealer } from "../access/key-sealer.js";
import { resealProviderKeys } from "../access/reseal-provider-keys.js";
import { databaseSettingsOf } from "../config/database-settings-of.js";
import type { Configuration } from "../config/load-configuration.js";
import { createRepositories } from "../state/repositories.js";
import { MIGRATIONS } from "../state/migrations/migrations.js";
import type { Migration } from "../state/migrations/migration.js";
import { migrate, schemaStatus, type SchemaStatus } from "../state/migrator.js";
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
    log.logger.info({ migrations: done.map(nameOf) }, "The schema is up to date.");
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

/**
 * Tells how the schema stands to this version, and changes nothing.
 * @returns 0: it is current; 1: migrations are pending, or a newer version was here.
 */
export async function migrateStatusCommand({ environment, secrets }: Configuration): Promise<number> {
  const log = createLogger({ level: environment.LOG_LEVEL, destination: 1, redact: createRedaction(secrets) });
  const database = await openDatabase(databaseSettingsOf(environment), log.logger, SYSTEM_CLOCK.epochMs);
  try {
    const status = await schemaStatus(database.kysely, MIGRATIONS);
    tellStatus(status, log.logger);
    return status.kind === "current" ? 0 : 1;
  } catch (error) {
    log.logger.fatal({ err: error }, "The database can't be asked.");
    return 1;
  } finally {
    await database.close();
    await log.close(AbortSignal.timeout(1000));
  }
}

function tellStatus(status: SchemaStatus, log: Logger): void {
  const { version } = status;
  switch (status.kind) {
    case "current":
      log.info({ version }, "The schema is up to date.");
      return;
    case "behind":
      log.warn({ version, pending: status.pending.map(nameOf) }, "Migrations are pending: run `migrate`.");
      return;
    case "ahead":
      log.warn({ version, unknown: status.unknown }, "A newer version of the gateway has migrated this database.");
      return;
  }
}

const nameOf = ({ version, name }: Migration): string => `${version} ${name}`;

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

import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { Pool, TypeOverrides } from "pg";
import type { Logger } from "pino";
import { databaseDependency } from "./database-dependency.js";
import type { PoolSettings, PostgresAddress } from "./database-settings.js";
import type { Database } from "./database.js";
import { PostgresDriver } from "./postgres-driver.js";
import { postgresTls } from "./postgres-tls.js";
import type { Schema } from "./schema.js";
import { VALUE_PARSERS } from "./value-parsers.js";

/** Opens no connection yet: a server whose database is down still starts, says so in `/health`, and recovers. */
export function openPostgres(address: PostgresAddress, settings: PoolSettings, log: Logger): Database {
  const pool = new Pool({
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    ssl: postgresTls(address),
    max: settings.poolSize,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    // Kept by the client: RDS Proxy refuses start-up options ("doesn't support command-line options"), and a SET pins.
    query_timeout: settings.statementTimeoutMs,
    idleTimeoutMillis: settings.idleTimeoutMs,
    application_name: settings.applicationName,
    keepAlive: true,
    types: valueParsers(),
  });
  // Without a listener an idle connection that the server ends would end the process.
  pool.on("error", (error) => {
    log.warn({ error: error.message }, "An idle connection to the database ended.");
  });
  const kysely = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PostgresDriver(pool),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return {
    kysely,
    dependency: databaseDependency(kysely, () => ({
      connections: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    })),
    close: () => kysely.destroy(),
  };
}

/** This pool's own, so that nothing else in the process that uses pg reads its values differently. */
function valueParsers(): TypeOverrides {
  const overrides = new TypeOverrides();
  for (const [id, parse] of Object.entries(VALUE_PARSERS)) overrides.setTypeParser(Number(id), parse);
  return overrides;
}

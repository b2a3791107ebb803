import { type DatabaseSettings, POOL_DEFAULTS } from "../state/database-settings.js";
import { parsePostgresUrl } from "../state/postgres-url.js";
import type { Environment } from "./environment.js";

/** DATABASE_URL wins over PGHOST, and both over the embedded database, which is only taken when it is named. */
export function databaseSettingsOf(environment: Environment): DatabaseSettings {
  const pool = {
    ...POOL_DEFAULTS,
    poolSize: environment.DATABASE_POOL_SIZE,
    connectTimeoutMs: environment.DATABASE_CONNECT_TIMEOUT,
    statementTimeoutMs: environment.DATABASE_STATEMENT_TIMEOUT,
  };
  if (environment.DATABASE_URL !== null) {
    const address = parsePostgresUrl(environment.DATABASE_URL);
    // As libpq does: the environment fills what the URL leaves open.
    const sslRootCertificateFile = address.sslRootCertificateFile ?? environment.PGSSLROOTCERT;
    return { kind: "postgres", address: { ...address, sslRootCertificateFile }, pool };
  }
  if (environment.PGHOST === null) return { kind: "embedded", folder: environment.DATABASE_EMBEDDED_PATH };
  return {
    kind: "postgres",
    address: {
      host: environment.PGHOST,
      port: environment.PGPORT,
      user: environment.PGUSER ?? "",
      password: environment.PGPASSWORD ?? "",
      database: environment.PGDATABASE ?? "",
      sslMode: environment.PGSSLMODE,
      sslRootCertificateFile: environment.PGSSLROOTCERT,
    },
    pool,
  };
}

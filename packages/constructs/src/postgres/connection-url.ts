/** What a connection URL is put together from. Parts may be CDK tokens and dynamic references. */
export interface ConnectionUrlParts {
  readonly username: string;
  /** Letters and digits: nothing to escape. */
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly sslMode: "require" | "verify-full";
}

/**
 * `postgresql://<user>:<password>@<host>:<port>/<database>?sslmode=<mode>`, as libpq reads it.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export const connectionUrl = ({ username, password, host, port, databaseName, sslMode }: ConnectionUrlParts): string =>
  `postgresql://${username}:${password}@${host}:${port}/${databaseName}?sslmode=${sslMode}`;

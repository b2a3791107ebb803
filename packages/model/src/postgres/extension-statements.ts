/**
 * What makes extensions, and brings them up to the version that the server has. Doing it again changes nothing. The two are apart,
 * because an extension that is there is not brought up to date by the first.
 * https://www.postgresql.org/docs/current/sql-createextension.html, https://www.postgresql.org/docs/current/sql-alterextension.html
 */
export const extensionStatements = (extensions: readonly string[]): readonly string[] =>
  extensions.flatMap((name) => [
    `CREATE EXTENSION IF NOT EXISTS ${quoted(name)} CASCADE`,
    `ALTER EXTENSION ${quoted(name)} UPDATE`,
  ]);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

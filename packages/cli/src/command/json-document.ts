/** Version of every `--json` document; raised when a field changes its meaning or goes. */
export const JSON_SCHEMA_VERSION = 1;

/** The one document of a run, with its version first. */
export const jsonDocument = (command: string | null, fields: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ schemaVersion: JSON_SCHEMA_VERSION, command, ...fields }, null, 2)}\n`;

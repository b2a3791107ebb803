import { expectPresent, Fault } from "@fairlead/errors";
import type { ServiceName } from "./ports.js";

/** What one function is for: one database. */
export interface Settings {
  readonly credentialsArn: string;
  readonly urlArn: string;
  /** RDS's own secret of the master user. */
  readonly masterArn: string;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly sslMode: "require" | "verify-full";
  /** Who is restarted after a rotation. */
  readonly services: readonly ServiceName[];
}

/** The environment variables that carry the settings; the construct writes what {@link parseSettings} reads. */
export type SettingsVariable =
  | "CREDENTIALS_ARN"
  | "URL_ARN"
  | "MASTER_ARN"
  | "HOST"
  | "PORT"
  | "DATABASE_NAME"
  | "SSL_MODE"
  | "CLUSTER"
  /** Names with commas between. */
  | "SERVICES";

export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: SettingsVariable) => expectPresent(environment[name], `The variable ${name}`);
  const cluster = read("CLUSTER");
  return {
    credentialsArn: read("CREDENTIALS_ARN"),
    urlArn: read("URL_ARN"),
    masterArn: read("MASTER_ARN"),
    host: read("HOST"),
    port: Number(read("PORT")),
    databaseName: read("DATABASE_NAME"),
    sslMode: parseSslMode(read("SSL_MODE")),
    services: read("SERVICES")
      .split(",")
      .filter((service) => service !== "")
      .map((service) => ({ cluster, service })),
  };
}

function parseSslMode(mode: string): Settings["sslMode"] {
  if (mode === "require" || mode === "verify-full") return mode;
  throw new Fault("UnknownSslMode", `The variable SSL_MODE holds "${mode}".`);
}

import { expectPresent, Fault } from "@fairlead/errors";
import type { ServiceName } from "./ports.js";

/** What one function is for: one database. */
export interface Settings {
  readonly credentialsArn: string;
  readonly urlArn: string;
  /** RDS's own secret of the master user. */
  readonly masterArn: string;
  /** The server, which the function itself connects to. */
  readonly host: string;
  /** The name in the URL: that of the server, or of the proxy in front of it. */
  readonly clientHost: string;
  /** The secrets that a proxy knows each role by; empty without a proxy. */
  readonly loginArns: readonly string[];
  /** Statements that make what the database must have before anyone uses it; each may be run again. */
  readonly preparation: readonly string[];
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
  | "CLIENT_HOST"
  /** With commas between; empty without a proxy. */
  | "LOGIN_ARNS"
  /** Statements, as a list in JSON. */
  | "PREPARATION"
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
    clientHost: read("CLIENT_HOST"),
    loginArns: listOf(read("LOGIN_ARNS")),
    preparation: parseStatements(read("PREPARATION")),
    port: Number(read("PORT")),
    databaseName: read("DATABASE_NAME"),
    sslMode: parseSslMode(read("SSL_MODE")),
    services: listOf(read("SERVICES")).map((service) => ({ cluster, service })),
  };
}

const listOf = (text: string): string[] => text.split(",").filter((word) => word !== "");

function parseStatements(json: string): string[] {
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value) && value.every((statement) => typeof statement === "string")) return value;
  throw new Fault("UnreadablePreparation", "The variable PREPARATION holds no list of statements.");
}

function parseSslMode(mode: string): Settings["sslMode"] {
  if (mode === "require" || mode === "verify-full") return mode;
  throw new Fault("UnknownSslMode", `The variable SSL_MODE holds "${mode}".`);
}

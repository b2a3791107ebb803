import type { AdoptedPostgres, AdoptedPostgresOptions } from "../adopted/adopted-postgres.js";
import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { PostgresExtension } from "./extensions.js";
import { recordOf } from "../problem/record-of.js";
import type { DatabaseOutput } from "../service/resolved-container.js";

/** What both engines have in common. */
interface CommonPostgresOptions {
  /** Major (`"16"`, the newest minor known is taken) or exact (`"16.13"`); default `"17"`. */
  readonly version?: string | undefined;
  /** Made at creation; default the app's name with underscores. */
  readonly databaseName?: string | undefined;
  /**
   * What the app needs beside PostgreSQL itself, e.g. `["vector"]` (pgvector). Made before the first release job runs, and brought
   * up to date with the engine. Default none.
   */
  readonly extensions?: readonly PostgresExtension[] | undefined;
  /**
   * Of the server's parameter group, by PostgreSQL's names and in their units, e.g. `{ max_connections: 200 }`. Numbers come without
   * a unit: `shared_buffers` counts pages of 8 KiB. What Fairlead sets itself is not to be had.
   */
  readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Days that automatic backups are kept, 1 to 35; default the tier's. */
  readonly backupDays?: number | undefined;
  /** Default the tier's. */
  readonly deletionProtection?: boolean | undefined;
  /** Whether a last snapshot is kept when the database goes; default the tier's. */
  readonly finalSnapshot?: boolean | undefined;
  /**
   * `"none"`: the app signs in as the master user with one generated password. `{ everyDays }`: two users take turns, so that
   * a rotation cuts off no running task. Default the tier's.
   */
  readonly rotation?: "none" | { readonly everyDays: number } | undefined;
  /**
   * A pool between tasks and database (RDS Proxy): tasks share its connections and keep theirs to it when the database fails over.
   * A session that is changed keeps its connection to itself ("pinning"): by `SET`, `PREPARE`, `LISTEN`, temporary tables and
   * session-level advisory locks. Default false.
   */
  readonly proxy?: boolean | ProxyOptions | undefined;
  /** libpq's word in the URL and in `PGSSLMODE`; default `require`. `verify-full` needs AWS's CA bundle in the image; the certificate of a proxy is one that public bundles know. */
  readonly sslMode?: "require" | "verify-full" | undefined;
}

/** How a proxy shares out its connections. */
export interface ProxyOptions {
  /** The part of the database's connections that the proxy may take, in percent, 1 to 100; default 90. */
  readonly connectionsPercent?: number | undefined;
  /** How long a client waits for a connection when all are taken, `"1s"` to `"5m"`; default `"30s"`. */
  readonly borrowTimeout?: string | undefined;
  /** How long a client may be silent before it is hung up on, `"1m"` to `"8h"`; default `"30m"`. */
  readonly idleTimeout?: string | undefined;
}

export interface AuroraServerlessOptions extends CommonPostgresOptions {
  readonly engine: "aurora-serverless";
  /** Aurora capacity units in steps of 0.5; a minimum of 0 pauses the cluster when idle. Default the tier's. */
  readonly capacity?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
  /** Instances beside the writer, in other zones, 0 to 15; default the tier's. */
  readonly readers?: number | undefined;
  /** Idle time before a pause, `"5m"` to `"24h"`; only with a minimum of 0. Default `"5m"`. */
  readonly autoPause?: string | undefined;
}

export interface RdsOptions extends CommonPostgresOptions {
  readonly engine: "rds";
  /** Class without `db.`, e.g. `"t4g.small"`; default the tier's. */
  readonly instance?: string | undefined;
  /** A standby in another zone; default the tier's. */
  readonly multiAz?: boolean | undefined;
  /** `gib` at first, growing by itself up to `maxGib`; default 20 and five times as much. */
  readonly storage?: { readonly gib?: number | undefined; readonly maxGib?: number | undefined } | undefined;
}

export type PostgresOptions = AuroraServerlessOptions | RdsOptions;

/** One fact about a database, as the value of a variable. */
export interface DatabaseReference {
  readonly kind: "database-output";
  readonly database: Part<"postgres"> | Part<"adoptedPostgres">;
  readonly output: DatabaseOutput;
}

/** What variables may take from a database. */
export interface DatabaseOutputs {
  /** `postgresql://<user>:<password>@<host>:<port>/<database>?sslmode=…`; injected as a secret. */
  readonly url: DatabaseReference;
  readonly host: DatabaseReference;
  readonly port: DatabaseReference;
  readonly databaseName: DatabaseReference;
  readonly user: DatabaseReference;
  /** Injected as a secret. */
  readonly password: DatabaseReference;
  /** The variables that libpq and most drivers read by themselves; spread them: `env: { ...database.env }`. */
  readonly env: Readonly<
    Record<"PGHOST" | "PGPORT" | "PGDATABASE" | "PGUSER" | "PGPASSWORD" | "PGSSLMODE", DatabaseReference>
  >;
}

/** A PostgreSQL database and what variables may take from it. */
export interface Postgres extends Part<"postgres">, DatabaseOutputs {}

/**
 * Declares a PostgreSQL database: Aurora Serverless v2, which follows the load, or an RDS instance of a fixed size. TLS is
 * required, storage is encrypted. With `adopt` it is one that exists already, and nothing is made but the way to it.
 *
 * @param name Unique among the app's databases.
 */
export function postgres(name: string, options: AdoptedPostgresOptions): AdoptedPostgres;
export function postgres(name: string, options: PostgresOptions): Postgres;
export function postgres(name: string, options: PostgresOptions | AdoptedPostgresOptions): Postgres | AdoptedPostgres {
  const source = findDeclarationSite(postgres);
  if (isAdopted(options)) {
    const database = makePart({ kind: "adoptedPostgres", name, options, source });
    return Object.freeze({ ...database, ...outputsOf(database) });
  }
  const database = makePart({ kind: "postgres", name, options, source });
  return Object.freeze({ ...database, ...outputsOf(database) });
}

/** Nothing is checked yet: what stands there may be no object at all. */
const isAdopted = (options: PostgresOptions | AdoptedPostgresOptions): options is AdoptedPostgresOptions =>
  "adopt" in recordOf(options);

function outputsOf(database: DatabaseReference["database"]): DatabaseOutputs {
  const reference = (output: DatabaseOutput): DatabaseReference =>
    Object.freeze({ kind: "database-output", database, output });
  return {
    url: reference("url"),
    host: reference("host"),
    port: reference("port"),
    databaseName: reference("name"),
    user: reference("user"),
    password: reference("password"),
    env: Object.freeze({
      PGHOST: reference("host"),
      PGPORT: reference("port"),
      PGDATABASE: reference("name"),
      PGUSER: reference("user"),
      PGPASSWORD: reference("password"),
      PGSSLMODE: reference("ssl-mode"),
    }),
  };
}

/** Where the state lives. The embedded database is only ever chosen by name, never because a URL is lacking. */
export type DatabaseSettings =
  | { readonly kind: "postgres"; readonly address: PostgresAddress; readonly pool: PoolSettings }
  /** `folder: null` keeps everything in memory and forgets it at the end. */
  | { readonly kind: "embedded"; readonly folder: string | null };

export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly sslMode: SslMode;
  /** File of certificate authorities, PEM; `null`: those that Node knows. */
  readonly sslRootCertificateFile: string | null;
}

/** As libpq reads them (PostgreSQL 17, "SSL Support"): `require` encrypts and trusts any certificate. */
export const SSL_MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
export type SslMode = (typeof SSL_MODES)[number];

export interface PoolSettings {
  readonly poolSize: number;
  /** Waiting for a free connection included. */
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly applicationName: string;
}

export const POOL_DEFAULTS = {
  /** No request speaks SQL, so a few connections serve a task; a dozen tasks still fit a small Aurora. */
  poolSize: 10,
  /** pg's own default is 0: it would wait for ever for a database that is gone. */
  connectTimeoutMs: 2_000,
  /** Every query here touches a handful of rows or one page; one that takes longer is stuck. */
  statementTimeoutMs: 5_000,
  /** Well below the half hour after which RDS Proxy ends idle clients by default (RDS Proxy guide, 2026-11). */
  idleTimeoutMs: 60_000,
  applicationName: "llm-proxy",
} as const satisfies PoolSettings;

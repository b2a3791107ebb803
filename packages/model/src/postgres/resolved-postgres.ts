export interface ResolvedPostgres {
  readonly name: string;
  readonly engine: ResolvedPostgresEngine;
  /** Major and minor, e.g. `16.13`. */
  readonly version: string;
  /** The database made at creation. */
  readonly databaseName: string;
  readonly port: number;
  /** Made before the first release job runs; sorted. */
  readonly extensions: readonly string[];
  /** Of the parameter group, beside those that Fairlead sets; sorted by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly backupRetentionDays: number;
  readonly deletionProtection: boolean;
  /** What CloudFormation does with the data when the resource goes: keep a last snapshot, or nothing. */
  readonly finalSnapshot: boolean;
  readonly rotation: ResolvedRotation;
  /** The pool that clients connect to in the database's place; `null`: they connect to the database itself. */
  readonly proxy: ResolvedDatabaseProxy | null;
  /** As libpq means it; TLS is forced on the server side whatever is chosen here. */
  readonly sslMode: "require" | "verify-full";
  readonly logRetentionDays: number;
}

export type ResolvedPostgresEngine =
  | {
      readonly kind: "aurora-serverless";
      /** Aurora capacity units, steps of 0.5; 0 pauses the cluster when idle. */
      readonly minCapacityAcu: number;
      readonly maxCapacityAcu: number;
      /** Instances beside the writer, in other zones; 0: a failover rebuilds the writer. */
      readonly readers: number;
      /** Idle time before a pause; `null` unless the minimum is 0. 5 to 1440. */
      readonly autoPauseMinutes: number | null;
    }
  | {
      readonly kind: "rds";
      /** Without `db.`, e.g. `t4g.micro`. */
      readonly instanceClass: string;
      readonly multiAz: boolean;
      readonly storageGib: number;
      /** Storage grows by itself up to here. */
      readonly maxStorageGib: number;
    };

/** An RDS Proxy; TLS is required. */
export interface ResolvedDatabaseProxy {
  /** Of the database's connections, 1 to 100. */
  readonly connectionsPercent: number;
  readonly borrowTimeoutSeconds: number;
  readonly idleTimeoutSeconds: number;
}

export type ResolvedRotation =
  /** The app signs in as the master user with one generated password. */
  | { readonly kind: "none" }
  /**
   * Two roles take turns: a rotation gives the resting one a new password and makes it current, so what running tasks hold
   * stays valid until the next rotation.
   */
  | { readonly kind: "alternating-users"; readonly everyDays: number };

/** What parts that exist already have in common: Fairlead makes the way to them, and nothing else of them. */
export interface ResolvedAdopted {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Of EC2; its rules for the app's callers are made here. */
  readonly securityGroupId: string;
  /** Holds the whole URL; `null`: none does, and nobody may ask for it. */
  readonly url: ResolvedAdoptedSecret | null;
  readonly password: ResolvedAdoptedSecret | null;
}

/** A PostgreSQL database that exists already. */
export interface ResolvedAdoptedDatabase extends ResolvedAdopted {
  readonly databaseName: string;
  readonly user: ResolvedAdoptedSecret | null;
  readonly sslMode: "require" | "verify-full";
}

/** A Valkey or Redis cache that exists already. */
export type ResolvedAdoptedCache = ResolvedAdopted;

/** A value in Secrets Manager that somebody else keeps. */
export interface ResolvedAdoptedSecret {
  /** Whole, with the six characters at its end. */
  readonly arn: string;
  /** One field of a secret that holds JSON; `null`: the whole value. */
  readonly jsonKey: string | null;
  /** The key that it is encrypted with; `null`: the account's own for Secrets Manager, which needs no permission. */
  readonly keyArn: string | null;
}

import type { RoleFacts } from "./role-facts.js";

/** Whom a session is for. */
export interface SignIn {
  readonly username: string;
  readonly password: string;
}

/** Secrets Manager, as far as a rotation needs it. A value is the secret's whole text. */
export interface SecretStore {
  /** Labels of each version, e.g. `AWSCURRENT`, by the version's id. */
  stages(secretArn: string): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The value that is current; `null`: there is none yet. */
  readCurrent(secretArn: string): Promise<string | null>;
  /** The value of one version; `null`: there is no such version, or it holds nothing yet. */
  readVersion(secretArn: string, versionId: string): Promise<string | null>;
  /** Gives a version its value and the label `AWSPENDING`. */
  putPending(secretArn: string, versionId: string, value: string): Promise<void>;
  /** Adds a version that is current at once. */
  putCurrent(secretArn: string, value: string): Promise<void>;
  /** Moves the label `AWSCURRENT`; Secrets Manager calls the one before `AWSPREVIOUS`. */
  makeCurrent(secretArn: string, versions: { readonly from: string; readonly to: string }): Promise<void>;
}

/** The database server. */
export interface Postgres {
  /** Signs in and tells which role acts then; `null`: the server refused the credentials. */
  actingRole(signIn: SignIn): Promise<string | null>;
  /** What {@link RoleFacts} says, seen by the one who signs in. */
  roleFacts(signIn: SignIn): Promise<RoleFacts>;
  /** Runs all statements or none. */
  run(signIn: SignIn, statements: readonly string[]): Promise<void>;
}

/** ECS, as far as a rotation needs it. */
export interface Deployments {
  /** Replaces the tasks of a service by new ones, as its rollout says; does nothing when there is no such service yet. */
  restart(service: ServiceName): Promise<void>;
}

export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

/** What differs from run to run; at the edge, so that everything else can be told what comes. */
export interface Chance {
  /** 32 letters and digits. */
  password(): string;
  /** 16 bytes. */
  salt(): Buffer;
}

/** Everything that the function acts on. */
export interface Ports {
  readonly secrets: SecretStore;
  readonly postgres: Postgres;
  readonly deployments: Deployments;
  readonly chance: Chance;
}

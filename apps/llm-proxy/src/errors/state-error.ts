import { StartupError } from "./startup-error.js";

/** Why the state can't be used as it is: a problem of set-up that its operator can mend. */
export type StateErrorCode =
  | "BadDatabaseUrl"
  | "EmbeddedDatabaseInUse"
  | "SchemaBehind"
  | "SchemaAhead"
  | "MigrationLocked"
  | "UnknownEncryptionKey"
  | "SealBroken"
  | "UnexpectedRow";

/** Its message tells what is wrong and how to mend it, and holds no secret: neither the URL's password nor a key. */
export class StateError extends StartupError {
  readonly code: StateErrorCode;

  constructor(
    code: StateErrorCode,
    told: { readonly message: string; readonly fix: string; readonly cause?: unknown },
  ) {
    super(`${told.message} ${told.fix}`, told.cause === undefined ? undefined : { cause: told.cause });
    this.code = code;
  }
}

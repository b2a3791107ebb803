import type {
  Address,
  BucketAccess,
  CacheOutput,
  DatabaseOutput,
  QueueAccess,
  ServiceOutput,
  UserPoolOutput,
} from "@fairlead/model";

/** A reference as it was written: `from` names `to` in a variable or a route. */
export interface WrittenReference {
  readonly from: Address;
  readonly to: Address;
  /** Name of the variable, or key of the route. */
  readonly by: string;
  readonly kind:
    | "database"
    | "cache"
    | "secret"
    | "parameter"
    | "route"
    | "bucket"
    | "queue"
    | "model"
    | "volume"
    | "service"
    | "user-pool";
  /** What of a database or cache is named, or what may be done; `null` for the other kinds. */
  readonly output: DatabaseOutput | CacheOutput | BucketAccess | QueueAccess | ServiceOutput | UserPoolOutput | null;
}

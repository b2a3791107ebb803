import type { Kysely } from "kysely";
import type { Dependency } from "../lifecycle/dependency.js";
import type { Schema } from "./schema.js";

/** An open database; whoever opened it closes it, after everything that writes to it. */
export interface Database {
  readonly kysely: Kysely<Schema>;
  readonly dependency: Dependency;
  close(): Promise<void>;
}

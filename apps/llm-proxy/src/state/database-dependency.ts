import { type Kysely, sql } from "kysely";
import type { Dependency } from "../lifecycle/dependency.js";
import { untilAborted } from "./until-aborted.js";
import type { Schema } from "./schema.js";

/** @param details Facts of the pool. */
export const databaseDependency = (
  db: Kysely<Schema>,
  details: () => Readonly<Record<string, number>>,
): Dependency => ({
  name: "database",
  probe: (signal) => untilAborted(sql`select 1`.execute(db), signal).then(() => undefined),
  details,
});

import { firstTables } from "./0001-first-tables.js";
import type { Migration } from "./migration.js";

/** In the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [firstTables];

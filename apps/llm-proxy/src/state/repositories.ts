import type { Kysely } from "kysely";
import { AuditEvents } from "./audit-events.js";
import { Grants } from "./grants.js";
import { Projects } from "./projects.js";
import { ProviderKeys } from "./provider-keys.js";
import type { Schema } from "./schema.js";
import { Tokens } from "./tokens.js";
import { Usage } from "./usage.js";

/** Everything that the state can be asked for. */
export interface Repositories {
  readonly projects: Projects;
  readonly tokens: Tokens;
  readonly providerKeys: ProviderKeys;
  readonly grants: Grants;
  readonly usage: Usage;
  readonly auditEvents: AuditEvents;
  /** Does all of the work or nothing. */
  transact<T>(work: (inside: Repositories) => Promise<T>): Promise<T>;
}

export const createRepositories = (db: Kysely<Schema>): Repositories => ({
  projects: new Projects(db),
  tokens: new Tokens(db),
  providerKeys: new ProviderKeys(db),
  grants: new Grants(db),
  usage: new Usage(db),
  auditEvents: new AuditEvents(db),
  transact: (work) => db.transaction().execute((transaction) => work(createRepositories(transaction))),
});

import type { Kysely } from "kysely";
import type { AuditEntry } from "./audit-entry.js";
import { storable } from "./storable-text.js";
import type { Schema } from "./schema.js";

/** An entry as it is kept. */
export interface AuditEvent extends Omit<AuditEntry, "outcome"> {
  readonly id: number;
  readonly at: Date;
  readonly outcome: string;
}

/** Absent: any. */
export interface AuditFilter {
  readonly projectId?: string | undefined;
  readonly tokenId?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
}

export class AuditEvents {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add(entries: readonly { readonly entry: AuditEntry; readonly at: Date }[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#db
      .insertInto("audit_events")
      .values(
        entries.map(({ entry, at }) => ({
          at,
          action: storable(entry.action),
          actor: storable(entry.actor),
          project_id: entry.projectId === null ? null : storable(entry.projectId),
          token_id: entry.tokenId === null ? null : storable(entry.tokenId),
          request_id: entry.requestId === null ? null : storable(entry.requestId),
          client_ip: entry.clientIp === null ? null : storable(entry.clientIp),
          outcome: entry.outcome,
          reason: entry.reason === null ? null : storable(entry.reason),
        })),
      )
      .execute();
  }

  /** Newest first. @param before Id of the last event of the page before; `null`: from the newest. */
  async list(filter: AuditFilter, limit: number, before: number | null): Promise<AuditEvent[]> {
    return this.#select()
      .$if(filter.projectId !== undefined, (query) => query.where("project_id", "=", filter.projectId ?? ""))
      .$if(filter.tokenId !== undefined, (query) => query.where("token_id", "=", filter.tokenId ?? ""))
      .$if(filter.action !== undefined, (query) => query.where("action", "=", filter.action ?? ""))
      .$if(filter.outcome !== undefined, (query) => query.where("outcome", "=", filter.outcome ?? ""))
      .$if(before !== null, (query) => query.where("id", "<", before ?? 0))
      .orderBy("id", "desc")
      .limit(limit)
      .execute();
  }

  async find(id: number): Promise<AuditEvent | null> {
    return (await this.#select().where("id", "=", id).executeTakeFirst()) ?? null;
  }

  #select() {
    return this.#db
      .selectFrom("audit_events")
      .select([
        "id",
        "at",
        "action",
        "actor",
        "project_id as projectId",
        "token_id as tokenId",
        "request_id as requestId",
        "client_ip as clientIp",
        "outcome",
        "reason",
      ]);
  }
}

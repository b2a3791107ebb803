import { type Kysely, sql } from "kysely";
import { parseLimits } from "../access/grant-schema.js";
import type { GrantLimits } from "../access/grant.js";
import type { Page } from "./page.js";
import type { Schema } from "./schema.js";
import type { Token, TokenChange } from "./token.js";

export interface NewToken {
  readonly id: string;
  readonly tokenHash: string;
  readonly projectId: string;
  readonly name: string;
  readonly expiresAt: Date | null;
  readonly limits: GrantLimits;
}

export interface TokenFilter {
  readonly projectId: string | null;
  readonly activeOnly: boolean;
}

/** Tokens are never deleted, only revoked. */
export class Tokens {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async list(filter: TokenFilter, page: Page, at: Date): Promise<Token[]> {
    const rows = await selectTokens(this.#db)
      .$if(filter.projectId !== null, (query) => query.where("tokens.project_id", "=", filter.projectId ?? ""))
      .$if(filter.activeOnly, (query) =>
        query
          .where("tokens.is_active", "=", true)
          .where((eb) => eb.or([eb("tokens.expires_at", "is", null), eb("tokens.expires_at", ">", at)])),
      )
      .$if(page.after !== null, (query) => query.where("tokens.id", ">", page.after ?? ""))
      .orderBy("tokens.id")
      .limit(page.limit)
      .execute();
    return rows.map(toToken);
  }

  async find(id: string): Promise<Token | null> {
    const row = await selectTokens(this.#db).where("tokens.id", "=", id).executeTakeFirst();
    return row === undefined ? null : toToken(row);
  }

  async create(token: NewToken, at: Date): Promise<Token> {
    const row = await this.#db
      .insertInto("tokens")
      .values({
        id: token.id,
        token_hash: token.tokenHash,
        project_id: token.projectId,
        name: token.name,
        expires_at: token.expiresAt,
        is_active: true,
        limits: JSON.stringify(token.limits),
        created_at: at,
        updated_at: at,
        last_used_at: null,
        deactivated_at: null,
        revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toToken({ ...row, request_count: null });
  }

  /** @returns `null`: no such token; "revoked": it was revoked, which is final. */
  async update(id: string, change: TokenChange, at: Date): Promise<Token | "revoked" | null> {
    const row = await this.#db
      .updateTable("tokens")
      .set((eb) => ({
        updated_at: at,
        ...(change.name !== undefined && { name: change.name }),
        ...(change.limits !== undefined && { limits: JSON.stringify(change.limits) }),
        ...(change.expiresAt !== undefined && { expires_at: change.expiresAt }),
        ...(change.isActive === true && { is_active: true, deactivated_at: null }),
        ...(change.isActive === false && {
          is_active: false,
          deactivated_at: eb.fn.coalesce("deactivated_at", sql<Date>`${at}::timestamptz`),
        }),
      }))
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    const token = await this.find(id);
    return row === undefined && token !== null ? "revoked" : token;
  }

  /** Again and again the same: a token that is revoked already keeps its time. @returns Whether there is such a token. */
  async revoke(id: string, at: Date): Promise<Token | null> {
    await this.#revokeWhere("id", id, at);
    return this.find(id);
  }

  /** @returns How many were not revoked before. */
  revokeAllOf(projectId: string, at: Date): Promise<number> {
    return this.#revokeWhere("project_id", projectId, at);
  }

  async #revokeWhere(column: "id" | "project_id", value: string, at: Date): Promise<number> {
    const result = await this.#db
      .updateTable("tokens")
      .set((eb) => ({
        is_active: false,
        revoked_at: at,
        updated_at: at,
        deactivated_at: eb.fn.coalesce("deactivated_at", sql<Date>`${at}::timestamptz`),
      }))
      .where(column, "=", value)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  }
}

const selectTokens = (db: Kysely<Schema>) =>
  db
    .selectFrom("tokens")
    .leftJoin("quota_usage", "quota_usage.token_id", "tokens.id")
    .selectAll("tokens")
    .select("quota_usage.requests as request_count");

interface TokenRow {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly expires_at: Date | null;
  readonly is_active: boolean;
  readonly limits: unknown;
  readonly request_count: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly last_used_at: Date | null;
  readonly deactivated_at: Date | null;
  readonly revoked_at: Date | null;
}

const toToken = (row: TokenRow): Token => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  expiresAt: row.expires_at,
  isActive: row.is_active,
  limits: parseLimits(row.limits),
  requestCount: row.request_count ?? 0,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  lastUsedAt: row.last_used_at,
  deactivatedAt: row.deactivated_at,
  revokedAt: row.revoked_at,
});

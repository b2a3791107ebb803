import { type Kysely, sql } from "kysely";
import type { QuotaLedger, QuotaUse } from "../limits/quota-ledger.js";
import type { Schema } from "./schema.js";

type TokenQuotaUse = QuotaUse & { readonly tokenId: string };

/** Far below the 65,535 parameters that one statement may have, five a row. */
const BATCH = 1_000;

export class PostgresQuotaLedger implements QuotaLedger {
  readonly #db: Kysely<Schema>;
  readonly #now: () => number;

  /** @param now Milliseconds since the epoch. */
  constructor(db: Kysely<Schema>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async read(tokenId: string): Promise<QuotaUse | null> {
    const row = await this.#db
      .selectFrom("quota_usage")
      .select(["requests", "tokens", "version"])
      .where("token_id", "=", tokenId)
      .executeTakeFirst();
    return row ?? null;
  }

  async write(uses: readonly TokenQuotaUse[]): Promise<void> {
    const rows = latestOfEach(uses);
    for (let start = 0; start < rows.length; start += BATCH) await this.#writeBatch(rows.slice(start, start + BATCH));
  }

  async #writeBatch(uses: readonly TokenQuotaUse[]): Promise<void> {
    const updatedAt = new Date(this.#now());
    await this.#db
      .insertInto("quota_usage")
      .values(
        uses.map(({ tokenId, requests, tokens, version }) => ({
          token_id: tokenId,
          requests,
          tokens,
          version,
          updated_at: updatedAt,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .column("token_id")
          .doUpdateSet({
            requests: sql`excluded.requests`,
            tokens: sql`excluded.tokens`,
            version: sql`excluded.version`,
            updated_at: sql`excluded.updated_at`,
          })
          .where("quota_usage.version", "<", sql<number>`excluded.version`),
      )
      .execute();
  }
}

/** One row a token, as one statement can't change a row twice; in one order, so that tasks never wait in a circle. */
function latestOfEach(uses: readonly TokenQuotaUse[]): TokenQuotaUse[] {
  const latest = new Map<string, TokenQuotaUse>();
  for (const use of uses) {
    if ((latest.get(use.tokenId)?.version ?? -1) < use.version) latest.set(use.tokenId, use);
  }
  return [...latest.values()].sort((left, right) => (left.tokenId < right.tokenId ? -1 : 1));
}

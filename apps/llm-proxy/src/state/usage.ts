import { type Kysely, sql } from "kysely";
import type { Schema } from "./schema.js";

/** What was used within one day by one token with one model of one provider. */
export interface UsageRow extends UsageTotals {
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly projectId: string;
  readonly tokenId: string;
  readonly model: string | null;
  readonly provider: string | null;
  /** Of the last of these requests. */
  readonly lastAt: Date;
}

interface UsageTotals {
  readonly requests: number;
  readonly failedRequests: number;
  /** Requests that used tokens of a model without a price: their cost is unknown, and not in `costUsd`. */
  readonly unpricedRequests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

export const USAGE_GROUPS = ["day", "model", "token"] as const;
type UsageGroup = (typeof USAGE_GROUPS)[number];

export interface UsageQuestion {
  readonly projectId: string | null;
  /** First and last day, both included, `2026-11-21`. */
  readonly from: string;
  readonly to: string;
  /** Beside the project. */
  readonly groupBy: UsageGroup;
}

export interface UsageAnswer extends UsageTotals {
  readonly projectId: string;
  /** The day, the model or the token, as was asked; "" where calls named no model. */
  readonly group: string;
}

/** A page that is longer than this tells nobody anything. */
const MAXIMUM_ROWS = 10_000;

export class Usage {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Adds all rows or none. */
  async add(rows: readonly UsageRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("usage_daily")
        .values(rows.map(toValues))
        .onConflict((conflict) =>
          conflict.columns(["project_id", "day", "token_id", "model", "provider"]).doUpdateSet({
            requests: sql`usage_daily.requests + excluded.requests`,
            failed_requests: sql`usage_daily.failed_requests + excluded.failed_requests`,
            unpriced_requests: sql`usage_daily.unpriced_requests + excluded.unpriced_requests`,
            input_tokens: sql`usage_daily.input_tokens + excluded.input_tokens`,
            output_tokens: sql`usage_daily.output_tokens + excluded.output_tokens`,
            cost_usd: sql`usage_daily.cost_usd + excluded.cost_usd`,
          }),
        )
        .execute();
      for (const [tokenId, at] of lastUses(rows)) {
        await transaction
          .updateTable("tokens")
          .set({ last_used_at: sql<Date>`greatest(last_used_at, ${at}::timestamptz)` })
          .where("id", "=", tokenId)
          .execute();
      }
    });
  }

  async sum(question: UsageQuestion): Promise<UsageAnswer[]> {
    const group = { day: sql<string>`day::text`, model: sql<string>`model`, token: sql<string>`token_id` }[
      question.groupBy
    ];
    const rows = await this.#db
      .selectFrom("usage_daily")
      .select(["project_id as projectId", group.as("group")])
      .select((eb) => [
        eb.fn.sum<number>("requests").as("requests"),
        eb.fn.sum<number>("failed_requests").as("failedRequests"),
        eb.fn.sum<number>("unpriced_requests").as("unpricedRequests"),
        eb.fn.sum<number>("input_tokens").as("inputTokens"),
        eb.fn.sum<number>("output_tokens").as("outputTokens"),
        eb.fn.sum<number>("cost_usd").as("costUsd"),
      ])
      .where("day", ">=", question.from)
      .where("day", "<=", question.to)
      .$if(question.projectId !== null, (query) => query.where("project_id", "=", question.projectId ?? ""))
      .groupBy(["project_id", group])
      .orderBy("project_id")
      .orderBy(group)
      .limit(MAXIMUM_ROWS)
      .execute();
    return rows;
  }
}

/** In the order of the ids, so that two tasks never wait for each other's rows in a circle. */
function lastUses(rows: readonly UsageRow[]): [string, Date][] {
  const latest = new Map<string, Date>();
  for (const { tokenId, lastAt } of rows) {
    const known = latest.get(tokenId);
    if (known === undefined || known < lastAt) latest.set(tokenId, lastAt);
  }
  return [...latest].sort(([left], [right]) => (left < right ? -1 : 1));
}

const toValues = (row: UsageRow) => ({
  day: row.day,
  project_id: row.projectId,
  token_id: row.tokenId,
  model: row.model ?? "",
  provider: row.provider ?? "",
  requests: row.requests,
  failed_requests: row.failedRequests,
  unpriced_requests: row.unpricedRequests,
  input_tokens: row.inputTokens,
  output_tokens: row.outputTokens,
  cost_usd: row.costUsd,
});

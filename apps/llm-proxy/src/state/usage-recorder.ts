import type { Logger } from "pino";
import type { CallEvent } from "../events/call-event.js";
import type { TokenUsage } from "../providers/token-usage.js";
import { BackgroundBatch } from "./background-batch.js";
import { storable } from "./storable-text.js";
import type { Usage, UsageRow } from "./usage.js";

export interface UsageRecorderSettings {
  readonly intervalMs: number;
  /** Different combinations of day, token, model and provider that may wait; further ones are counted as dropped. */
  readonly capacity: number;
  readonly batchSize: number;
}

const USAGE_RECORDER_DEFAULTS = {
  /** What a crash loses at most; the events on the bus still tell it. */
  intervalMs: 2_000,
  capacity: 50_000,
  batchSize: 500,
} as const satisfies UsageRecorderSettings;

export interface UsageRecorderState {
  readonly pending: number;
  /** Calls whose usage is not in the table. */
  readonly dropped: number;
}

/** Adds calls up in memory and writes the sums to `usage_daily` every few seconds. */
export class UsageRecorder {
  readonly #rows = new Map<string, UsageRow>();
  readonly #capacity: number;
  readonly #batch: BackgroundBatch<UsageRow>;
  #dropped = 0;

  constructor(
    ports: { readonly usage: Pick<Usage, "add">; readonly log: Logger },
    settings: UsageRecorderSettings = USAGE_RECORDER_DEFAULTS,
  ) {
    this.#capacity = settings.capacity;
    this.#batch = new BackgroundBatch<UsageRow>(settings, {
      take: (limit) => this.#take(limit),
      putBack: (rows) => {
        for (const row of rows) this.#add(row);
      },
      write: (rows) => ports.usage.add(rows),
      onFailure: (error) => {
        const reason = error instanceof Error ? error.message : "unknown";
        ports.log.warn({ error: reason, pending: this.#rows.size }, "Usage can't be written at the moment.");
      },
    });
  }

  get state(): UsageRecorderState {
    return { pending: this.#rows.size, dropped: this.#dropped };
  }

  /** Cheap enough for the end of every call; never throws. */
  record(event: CallEvent): void {
    this.#add(rowOf(event));
  }

  flush(): Promise<boolean> {
    return this.#batch.flush();
  }

  close(signal: AbortSignal): Promise<void> {
    return this.#batch.close(signal);
  }

  #add(row: UsageRow): void {
    const key = `${row.day} ${row.projectId} ${row.tokenId} ${row.model ?? ""} ${row.provider ?? ""}`;
    const known = this.#rows.get(key);
    if (known === undefined && this.#rows.size >= this.#capacity) {
      this.#dropped += row.requests;
      return;
    }
    this.#rows.set(key, known === undefined ? row : sumOf(known, row));
  }

  #take(limit: number): UsageRow[] {
    const taken: UsageRow[] = [];
    for (const [key, row] of this.#rows) {
      if (taken.length === limit) break;
      taken.push(row);
      this.#rows.delete(key);
    }
    return taken;
  }
}

function rowOf(event: CallEvent): UsageRow {
  const isSuccess = event.outcome === "success" || event.outcome === "cache-hit";
  // A model that no provider answered for may be invented, and would make a row each.
  const isKnown = isSuccess || event.provider !== null;
  return {
    day: event.at.slice(0, 10),
    projectId: event.projectId,
    tokenId: event.tokenId,
    model: isKnown && event.model !== null ? storable(event.model) : null,
    provider: event.provider,
    requests: 1,
    failedRequests: isSuccess ? 0 : 1,
    unpricedRequests: event.usage !== null && event.costUsd === null ? 1 : 0,
    ...tokensOf(event.usage),
    costUsd: event.costUsd ?? 0,
    lastAt: new Date(event.at),
  };
}

const tokensOf = (usage: TokenUsage | null): Pick<UsageRow, "inputTokens" | "outputTokens"> => ({
  inputTokens: Math.trunc(usage?.inputTokens ?? 0),
  outputTokens: Math.trunc(usage?.outputTokens ?? 0),
});

const sumOf = (left: UsageRow, right: UsageRow): UsageRow => ({
  ...left,
  requests: left.requests + right.requests,
  failedRequests: left.failedRequests + right.failedRequests,
  unpricedRequests: left.unpricedRequests + right.unpricedRequests,
  inputTokens: left.inputTokens + right.inputTokens,
  outputTokens: left.outputTokens + right.outputTokens,
  costUsd: left.costUsd + right.costUsd,
  lastAt: left.lastAt < right.lastAt ? right.lastAt : left.lastAt,
});

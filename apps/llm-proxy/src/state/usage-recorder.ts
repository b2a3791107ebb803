import type { Logger } from "pino";
import type { CallEvent } from "../events/call-event.js";
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
  readonly #rows = new Map<string, Tally>();
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
        for (const row of rows) this.#add({ ...row, lastAt: row.lastAt.toISOString() });
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
    this.#add(tallyOf(event));
  }

  flush(): Promise<boolean> {
    return this.#batch.flush();
  }

  close(signal: AbortSignal): Promise<void> {
    return this.#batch.close(signal);
  }

  #add(tally: Tally): void {
    const key = `${tally.day} ${tally.projectId} ${tally.tokenId} ${tally.model ?? ""} ${tally.provider ?? ""}`;
    const known = this.#rows.get(key);
    if (known !== undefined) addTo(known, tally);
    else if (this.#rows.size < this.#capacity) this.#rows.set(key, tally);
    else this.#dropped += tally.requests;
  }

  #take(limit: number): UsageRow[] {
    const taken: UsageRow[] = [];
    for (const [key, tally] of this.#rows) {
      if (taken.length === limit) break;
      taken.push({ ...tally, lastAt: new Date(tally.lastAt) });
      this.#rows.delete(key);
    }
    return taken;
  }
}

/** A row that grows in place: a new one for each call would be work for the collector. */
interface Tally {
  readonly day: string;
  readonly projectId: string;
  readonly tokenId: string;
  readonly model: string | null;
  readonly provider: string | null;
  requests: number;
  failedRequests: number;
  unpricedRequests: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  /** ISO, in UTC: sorts as the times do. */
  lastAt: string;
}

const NO_TOKENS = { inputTokens: 0, outputTokens: 0 } as const;

function tallyOf(event: CallEvent): Tally {
  const isSuccess = event.outcome === "success" || event.outcome === "cache-hit";
  // A model that no provider answered for may be invented, and would make a row each.
  const isKnown = isSuccess || event.provider !== null;
  const { inputTokens, outputTokens } = event.usage ?? NO_TOKENS;
  return {
    day: event.at.slice(0, 10),
    projectId: event.projectId,
    tokenId: event.tokenId,
    model: isKnown && event.model !== null ? storable(event.model) : null,
    provider: event.provider,
    requests: 1,
    failedRequests: isSuccess ? 0 : 1,
    unpricedRequests: event.usage !== null && event.costUsd === null ? 1 : 0,
    inputTokens: Math.trunc(inputTokens),
    outputTokens: Math.trunc(outputTokens),
    costUsd: event.costUsd ?? 0,
    lastAt: event.at,
  };
}

function addTo(known: Tally, more: Tally): void {
  known.requests += more.requests;
  known.failedRequests += more.failedRequests;
  known.unpricedRequests += more.unpricedRequests;
  known.inputTokens += more.inputTokens;
  known.outputTokens += more.outputTokens;
  known.costUsd += more.costUsd;
  if (known.lastAt < more.lastAt) known.lastAt = more.lastAt;
}

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
  /** Where the call before was added: the next one is often of the same token and model, and needs no key then. */
  #last: { readonly event: CallEvent; readonly row: Tally } | null = null;
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
    const last = this.#last;
    if (last !== null && isOfSameRow(event, last.event)) {
      addTo(last.row, countsOf(event));
      return;
    }
    const row = this.#add(tallyOf(event));
    this.#last = row === null ? null : { event, row };
  }

  flush(): Promise<boolean> {
    return this.#batch.flush();
  }

  close(signal: AbortSignal): Promise<void> {
    return this.#batch.close(signal);
  }

  /** @returns The row that it went into; `null`: there is no room for another one. */
  #add(tally: Tally): Tally | null {
    const key = `${tally.day} ${tally.projectId} ${tally.tokenId} ${tally.model ?? ""} ${tally.provider ?? ""}`;
    const known = this.#rows.get(key);
    if (known !== undefined) {
      addTo(known, tally);
      return known;
    }
    if (this.#rows.size >= this.#capacity) {
      this.#dropped += tally.requests;
      return null;
    }
    this.#rows.set(key, tally);
    return tally;
  }

  #take(limit: number): UsageRow[] {
    const taken: UsageRow[] = [];
    this.#last = null;
    for (const [key, tally] of this.#rows) {
      if (taken.length === limit) break;
      taken.push({ ...tally, lastAt: new Date(tally.lastAt) });
      this.#rows.delete(key);
    }
    return taken;
  }
}

/** A row that grows in place: a new one for each call would be work for the collector. */
interface Tally extends Counts {
  readonly day: string;
  readonly projectId: string;
  readonly tokenId: string;
  readonly model: string | null;
  readonly provider: string | null;
}

interface Counts {
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

const isSuccess = ({ outcome }: CallEvent): boolean => outcome === "success" || outcome === "cache-hit";

/** A model that no provider answered for may be invented, and would make a row each. */
const hasKnownModel = (event: CallEvent): boolean => isSuccess(event) || event.provider !== null;

const isOfSameRow = (event: CallEvent, other: CallEvent): boolean =>
  event.tokenId === other.tokenId &&
  event.projectId === other.projectId &&
  event.model === other.model &&
  event.provider === other.provider &&
  hasKnownModel(event) === hasKnownModel(other) &&
  other.at.startsWith(event.at.slice(0, DAY_LENGTH));

/** Of `2026-11-21`. */
const DAY_LENGTH = 10;

const tallyOf = (event: CallEvent): Tally => ({
  day: event.at.slice(0, DAY_LENGTH),
  projectId: event.projectId,
  tokenId: event.tokenId,
  model: hasKnownModel(event) && event.model !== null ? storable(event.model) : null,
  provider: event.provider,
  ...countsOf(event),
});

function countsOf(event: CallEvent): Counts {
  const { inputTokens, outputTokens } = event.usage ?? NO_TOKENS;
  return {
    requests: 1,
    failedRequests: isSuccess(event) ? 0 : 1,
    unpricedRequests: event.usage !== null && event.costUsd === null ? 1 : 0,
    inputTokens: Math.trunc(inputTokens),
    outputTokens: Math.trunc(outputTokens),
    costUsd: event.costUsd ?? 0,
    lastAt: event.at,
  };
}

function addTo(known: Counts, more: Counts): void {
  known.requests += more.requests;
  known.failedRequests += more.failedRequests;
  known.unpricedRequests += more.unpricedRequests;
  known.inputTokens += more.inputTokens;
  known.outputTokens += more.outputTokens;
  known.costUsd += more.costUsd;
  if (known.lastAt < more.lastAt) known.lastAt = more.lastAt;
}

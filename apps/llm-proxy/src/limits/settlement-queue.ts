import type { Redis } from "ioredis";
import { within } from "../lifecycle/within.js";
import { isUnknownScript } from "../redis/redis-script.js";
import type { QuotaUse } from "./quota-ledger.js";
import { SETTLE } from "./reserve-script.js";

/** What is to be added to a token's counters; several corrections of one token and window become one. */
export interface Correction {
  readonly tokenId: string;
  /** Start of the window of the reservation, milliseconds by Redis' clock; -1: made without Redis, for the quota only. */
  readonly windowStartMs: number;
  requests: number;
  tokens: number;
}

/** To add to the counters; negative: comes back. */
export interface QuotaChange {
  readonly requests: number;
  readonly tokens: number;
}

/** Answers may be this much late before their corrections reach Redis; it also bounds the round trips. */
const FLUSH_MS = 20;
/** While Redis is away there is no hurry. */
const RETRY_MS = 250;
const MAX_BATCH = 200;
/** Some 1 MiB. Beyond it, reservations stay as they were estimated, and that is counted. */
const MAX_PENDING = 10_000;

export interface SettlementPorts {
  /** A bulk connection. */
  readonly redis: Redis;
  keysOf(tokenId: string): readonly [window: string, quota: string];
  /** What to begin a quota with that Redis has lost. */
  beginning(tokenId: string): Promise<QuotaUse | null>;
  learned(tokenId: string, use: QuotaUse): void;
}

/** Sends corrections in batches. One whose reply is lost is not sent again: it may have counted, and must not count twice. */
export class SettlementQueue {
  readonly #ports: SettlementPorts;
  #pending = new Map<string, Correction>();
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<void> | null = null;
  #lost = 0;

  constructor(ports: SettlementPorts) {
    this.#ports = ports;
  }

  /** `lost`: corrections that were given up; their reservations stay as they were estimated. */
  get state(): { readonly pending: number; readonly lost: number } {
    return { pending: this.#pending.size, lost: this.#lost };
  }

  add(tokenId: string, windowStartMs: number, change: QuotaChange): void {
    const key = `${tokenId} ${windowStartMs}`;
    const known = this.#pending.get(key);
    if (known !== undefined) {
      known.requests += change.requests;
      known.tokens += change.tokens;
    } else if (this.#pending.size >= MAX_PENDING) {
      this.#lost += 1;
    } else {
      this.#pending.set(key, { tokenId, windowStartMs, ...change });
    }
    this.#arm(FLUSH_MS);
  }

  /** Somebody else has lost one. */
  lose(): void {
    this.#lost += 1;
  }

  /** Sends all that is pending, or as much as it can until the signal. */
  async close(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (this.#pending.size > 0 || this.#sending !== null)) {
      if (this.#ports.redis.status !== "ready" && this.#sending === null) break;
      await within(this.#flush(), signal);
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#lost += this.#pending.size;
    this.#pending.clear();
  }

  #arm(delayMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#flush();
    }, delayMs).unref();
  }

  async #flush(): Promise<void> {
    if (this.#sending !== null) {
      await this.#sending;
      return;
    }
    if (this.#pending.size === 0) return;
    if (this.#ports.redis.status !== "ready") {
      this.#arm(RETRY_MS);
      return;
    }
    this.#sending = this.#send(this.#takeBatch()).finally(() => {
      this.#sending = null;
      if (this.#pending.size > 0) this.#arm(FLUSH_MS);
    });
    await this.#sending;
  }

  #takeBatch(): readonly Correction[] {
    const batch: Correction[] = [];
    for (const [key, correction] of this.#pending) {
      this.#pending.delete(key);
      if (correction.requests !== 0 || correction.tokens !== 0) batch.push(correction);
      if (batch.length === MAX_BATCH) break;
    }
    return batch;
  }

  async #send(batch: readonly Correction[]): Promise<void> {
    if (batch.length === 0) return;
    const pipeline = this.#ports.redis.pipeline();
    for (const correction of batch) SETTLE.queue(pipeline, this.#argumentsOf(correction, null));
    const results = (await pipeline.exec().catch(() => null)) ?? [];
    for (const [index, correction] of batch.entries()) {
      const [error, reply] = results[index] ?? [new DOMException("No reply", "NetworkError"), null];
      if (error === null) await this.#learn(correction, reply);
      else if (isUnknownScript(error)) await this.#repeat(correction, null);
      else this.#lost += 1;
    }
  }

  async #repeat(correction: Correction, beginning: QuotaUse | null): Promise<void> {
    try {
      const reply = await SETTLE.run(this.#ports.redis, this.#argumentsOf(correction, beginning));
      if (beginning === null) await this.#learn(correction, reply);
      else this.#note(correction.tokenId, reply);
    } catch {
      this.#lost += 1;
    }
  }

  async #learn(correction: Correction, reply: unknown): Promise<void> {
    if (this.#note(correction.tokenId, reply) || correction.windowStartMs >= 0) return;
    // Redis came back empty: what was used while it was away goes on top of what the ledger knows.
    const beginning = await this.#ports.beginning(correction.tokenId).catch(() => null);
    if (beginning === null) this.#lost += 1;
    else await this.#repeat(correction, beginning);
  }

  #note(tokenId: string, reply: unknown): boolean {
    if (!Array.isArray(reply)) return false;
    const [requests, tokens, version] = reply.map(Number);
    if (requests === undefined || tokens === undefined || version === undefined || version < 0) return false;
    this.#ports.learned(tokenId, { requests, tokens, version });
    return true;
  }

  #argumentsOf(
    { tokenId, windowStartMs, requests, tokens }: Correction,
    beginning: QuotaUse | null,
  ): readonly (string | number)[] {
    const begin = beginning ?? { requests: -1, tokens: -1, version: -1 };
    return [
      ...this.#ports.keysOf(tokenId),
      ...[windowStartMs, requests, tokens, requests, tokens],
      ...[begin.requests, begin.tokens, begin.version],
    ];
  }
}

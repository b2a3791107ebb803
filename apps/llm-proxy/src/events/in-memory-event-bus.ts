import type { CallEvent } from "./call-event.js";
import type { EventBus, EventBusState } from "./event-bus.js";
import type { EventRecord } from "./event-record.js";
import { within } from "../lifecycle/within.js";

const BATCH_SIZE = 200;
const FLUSH_MS = 20;
const MAX_WAITING = 10_000;

/** Takes batches of events; rejects when it can't, and the bus then counts them as dropped. */
export type EventTaker = (records: readonly EventRecord[], signal: AbortSignal) => Promise<unknown>;

/** For the demo and for one process without Redis: hands events straight to the sinks, and forgets with the process. */
export class InMemoryEventBus implements EventBus {
  readonly #takers: readonly EventTaker[];
  readonly #ending = new AbortController();
  #queue: EventRecord[] = [];
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> | null = null;
  readonly #counts = { published: 0, acknowledged: 0, dropped: 0 };

  constructor(takers: readonly EventTaker[]) {
    this.#takers = takers;
  }

  get state(): EventBusState {
    const { published, acknowledged, dropped } = this.#counts;
    return { published, acknowledged, dropped, spooled: published - acknowledged - dropped };
  }

  publish(event: CallEvent): void {
    this.#counts.published += 1;
    if (this.#queue.length >= MAX_WAITING || this.#ending.signal.aborted) {
      this.#counts.dropped += 1;
      return;
    }
    this.#queue.push({ id: event.id, json: JSON.stringify(event) });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#flush();
    }, FLUSH_MS);
  }

  async close(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.state.spooled > 0) await within(this.#flush(), signal);
    this.#ending.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#counts.dropped += this.#queue.length;
    this.#queue = [];
  }

  #flush(): Promise<void> {
    this.#work ??= this.#hand().finally(() => {
      this.#work = null;
      if (this.#queue.length > 0) void this.#flush();
    });
    return this.#work;
  }

  async #hand(): Promise<void> {
    const batch = this.#queue.slice(0, BATCH_SIZE);
    this.#queue = this.#queue.slice(batch.length);
    if (batch.length === 0) return;
    const results = await Promise.allSettled(this.#takers.map((take) => take(batch, this.#ending.signal)));
    if (results.every(({ status }) => status === "fulfilled")) this.#counts.acknowledged += batch.length;
    else this.#counts.dropped += batch.length;
  }
}

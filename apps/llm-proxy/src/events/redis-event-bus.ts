import type { Redis } from "ioredis";
import { within } from "../lifecycle/within.js";
import { RedisScript } from "../redis/redis-script.js";
import type { CallEvent } from "./call-event.js";
import type { EventBus, EventBusState } from "./event-bus.js";
import { eventJson } from "./event-json.js";
import { EVENT_STREAM, type EventRecord, ID_FIELD, JSON_FIELD } from "./event-record.js";
import type { FileSpool } from "./file-spool.js";
import { STREAM_CEILING, trimStream } from "./stream-trim.js";

export const EVENT_BUS_DEFAULTS = {
  /** What a kill of the process may lose: the events of its last 20 ms (and what is spooled in memory). */
  flushMs: 20,
  /** Redis runs a batch as one script, so it must stay short: 200 events take it about a millisecond. */
  batchSize: 200,
  /** An event is some 700 bytes; minutes of an outage at a hundred a second. */
  maxSpooledEvents: 50_000,
  maxSpooledBytes: 32 * 1024 * 1024,
  streamCeiling: STREAM_CEILING,
  trimMs: 5_000,
} as const;

/**
 * One command for a batch: one reply and one timer instead of hundreds; and one argument, a line for each event, its id before
 * it: JSON has no line ends of its own, and a client writes one long text faster than hundreds of short ones.
 */
const PUBLISH = new RedisScript(
  `local count = 0
for id, json in string.gmatch(ARGV[1], '(%S+) ([^\\n]+)\\n') do
  redis.call('XADD', KEYS[1], '*', '${ID_FIELD}', id, '${JSON_FIELD}', json)
  count = count + 1
end
return count`,
  1,
);

const FIRST_RETRY_MS = 50;
const MAX_RETRY_MS = 1_000;

export interface RedisEventBusPorts {
  /** A bulk connection. */
  readonly redis: Redis;
  /** Takes what memory has no room for; `null`: such events are dropped and counted. */
  readonly spool: FileSpool | null;
  readonly stream?: string;
  readonly settings?: Partial<Record<keyof typeof EVENT_BUS_DEFAULTS, number>>;
}

interface QueuedEvent extends EventRecord {
  /** Of the JSON. */
  readonly bytes: number;
}

/** What the bus knows beyond its port. */
export interface RedisEventBusState extends EventBusState {
  /** Found in the file spool of an earlier process. */
  readonly recovered: number;
  /** Unread events that the stream's ceiling dropped, seen by this process. */
  readonly trimmedUnread: number;
}

/**
 * Sends events in batches, one batch at a time, so that they stay in order. At any time
 * published + recovered = acknowledged + dropped + spooled. A batch whose reply is lost is sent again: a sink may see
 * an event twice, and knows it by its id.
 */
export class RedisEventBus implements EventBus {
  readonly #redis: Redis;
  readonly #spool: FileSpool | null;
  readonly #stream: string;
  readonly #settings: Record<keyof typeof EVENT_BUS_DEFAULTS, number>;
  #queue: QueuedEvent[] = [];
  #queuedBytes = 0;
  /** Taken from the queue, not acknowledged yet, older than all in the queue. */
  #underWay = 0;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> | null = null;
  #retryMs = FIRST_RETRY_MS;
  #trimTimer: NodeJS.Timeout | null = null;
  #isClosed = false;
  /** After it nothing is counted any more. */
  #isOver = false;
  readonly #counts = { published: 0, acknowledged: 0, dropped: 0, recovered: 0, trimmedUnread: 0 };

  constructor({ redis, spool, stream, settings }: RedisEventBusPorts) {
    this.#redis = redis;
    this.#spool = spool;
    this.#stream = stream ?? EVENT_STREAM;
    this.#settings = { ...EVENT_BUS_DEFAULTS, ...settings };
    this.#counts.recovered = spool?.count ?? 0;
    if (this.#counts.recovered > 0) this.#arm(this.#settings.flushMs);
    this.#trimTimer = setInterval(() => {
      void this.#trim();
    }, this.#settings.trimMs).unref();
  }

  get state(): RedisEventBusState {
    return { ...this.#counts, spooled: this.#queue.length + this.#underWay + (this.#spool?.count ?? 0) };
  }

  publish(event: CallEvent): void {
    this.#counts.published += 1;
    const json = eventJson(event);
    // Counting makes one piece of a text that is made of dozens, each of which the collector would carry along while it waits.
    const bytes = Buffer.byteLength(json);
    const { maxSpooledEvents, maxSpooledBytes, batchSize, flushMs } = this.#settings;
    const isFull = this.#queue.length >= maxSpooledEvents || this.#queuedBytes + bytes > maxSpooledBytes;
    if (this.#isClosed || isFull) {
      // The newest goes: what was taken before stays taken, and in order.
      this.#counts.dropped += 1;
      return;
    }
    this.#queue.push({ id: event.id, json, bytes });
    this.#queuedBytes += bytes;
    if (this.#queue.length >= batchSize && this.#work === null && this.#retryMs === FIRST_RETRY_MS) void this.#flush();
    else this.#arm(flushMs);
  }

  /**
   * Sends what is pending; what can't be sent in time goes to the file spool, or is counted as
   * dropped; so is a batch whose reply is late, though it may arrive.
   */
  async close(signal: AbortSignal): Promise<void> {
    this.#isClosed = true;
    if (this.#trimTimer !== null) clearInterval(this.#trimTimer);
    while (!signal.aborted && this.state.spooled > 0 && (this.#redis.status === "ready" || this.#work !== null)) {
      await within(this.#flush(), signal);
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#keepRest();
  }

  async #keepRest(): Promise<void> {
    this.#isOver = true;
    const rest = this.#queue;
    this.#queue = [];
    const kept = this.#spool === null ? 0 : await this.#spool.append(rest).catch(() => 0);
    this.#counts.dropped += rest.length - kept + this.#underWay;
    this.#underWay = 0;
    await this.#spool?.close();
  }

  #arm(delayMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#flush();
    }, delayMs);
  }

  #flush(): Promise<void> {
    this.#work ??= this.#step()
      .catch(() => {
        // Only the disk can fail here; what it holds or should hold stays where it is.
        this.#retryLater();
      })
      .finally(() => {
        this.#work = null;
        if (this.#isOver) return;
        if (this.#queue.length === 0 && (this.#spool?.count ?? 0) === 0) return;
        if (this.#retryMs > FIRST_RETRY_MS) this.#arm(this.#retryMs);
        else if (this.#queue.length >= this.#settings.batchSize) void this.#flush();
        else this.#arm(this.#settings.flushMs);
      });
    return this.#work;
  }

  async #step(): Promise<void> {
    if (this.#redis.status !== "ready") {
      this.#retryLater();
      await this.#spill();
      return;
    }
    const spooled = (await this.#spool?.head()) ?? null;
    if (spooled === null) {
      await this.#sendQueue();
      return;
    }
    // Older than all in memory. A crash in the middle sends the segment again as a whole.
    let sent = 0;
    while (sent < spooled.records.length) {
      const batch = spooled.records.slice(sent, sent + this.#settings.batchSize);
      if (!(await this.#send(batch))) return;
      sent += batch.length;
    }
    await spooled.remove();
    this.#counts.acknowledged += spooled.records.length;
  }

  async #sendQueue(): Promise<void> {
    const batch = this.#queue.slice(0, this.#settings.batchSize);
    if (batch.length === 0) return;
    this.#queue = this.#queue.slice(batch.length);
    this.#underWay = batch.length;
    const isAcknowledged = await this.#send(batch);
    if (this.#isOver) return;
    this.#underWay = 0;
    if (!isAcknowledged) {
      this.#queue = [...batch, ...this.#queue];
      return;
    }
    this.#counts.acknowledged += batch.length;
    for (const { bytes } of batch) this.#queuedBytes -= bytes;
  }

  /** @returns whether Redis has acknowledged the batch. */
  async #send(batch: readonly EventRecord[]): Promise<boolean> {
    try {
      let lines = "";
      for (const { id, json } of batch) lines += `${id} ${json}\n`;
      await PUBLISH.run(this.#redis, [this.#stream, lines]);
    } catch {
      this.#retryLater();
      return false;
    }
    this.#retryMs = FIRST_RETRY_MS;
    return true;
  }

  #retryLater(): void {
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2);
  }

  /** Moves what memory holds to the disk, so that an outage may last. */
  async #spill(): Promise<void> {
    if (this.#spool === null || this.#queue.length < this.#settings.batchSize) return;
    const batch = this.#queue;
    this.#queue = [];
    this.#underWay = batch.length;
    const kept = await this.#spool.append(batch).catch(() => 0);
    this.#underWay = 0;
    for (const { bytes } of batch.slice(0, kept)) this.#queuedBytes -= bytes;
    this.#queue = [...batch.slice(kept), ...this.#queue];
  }

  async #trim(): Promise<void> {
    if (this.#redis.status !== "ready") return;
    try {
      const { dropped } = await trimStream(this.#redis, this.#stream, this.#settings.streamCeiling);
      this.#counts.trimmedUnread += dropped;
    } catch {
      // Redis is away or full; the next turn tries again.
    }
  }
}

import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { EVENT_STREAM } from "../events/event-record.js";
import { STREAM_CEILING, trimStream } from "../events/stream-trim.js";
import { within } from "../lifecycle/within.js";
import { ConsumerGroup } from "./consumer-group.js";
import { offerBatch } from "./offer-batch.js";
import type { Sink } from "./sink.js";
import type { StreamEntry } from "./stream-entry.js";

const DISPATCHER_DEFAULTS = {
  batchSize: 100,
  /** A stop waits for it at most as long. */
  blockMs: 1_000,
  /** Longer than any batch takes, so that nobody takes over what is only slow. */
  minIdleMs: 60_000,
  /** Also how often lag and pending are looked at and the stream is trimmed. */
  turnMs: 10_000,
  /** An event that was delivered as often, because it fails where others don't or because processes died over it. */
  maxDeliveries: 10,
  firstRetryMs: 250,
  maxRetryMs: 30_000,
  streamCeiling: STREAM_CEILING,
} as const;

export interface DispatcherPorts {
  /** A bulk connection. */
  readonly redis: Redis;
  /** A blocking connection. */
  readonly blocking: Redis;
  readonly sink: Sink;
  /** One group for each sink; dispatchers of one group share its events. */
  readonly group: string;
  /** A name that a restarted task doesn't share with one that still runs. */
  readonly consumer: string;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly stream?: string;
  readonly settings?: Partial<Record<keyof typeof DISPATCHER_DEFAULTS, number>>;
}

export interface DispatcherState {
  readonly sink: string;
  readonly group: string;
  readonly lag: number;
  readonly pending: number;
  readonly deadLetters: number;
  readonly delivered: number;
  /** Unread events that the stream's ceiling has dropped, ever. */
  readonly trimmedUnread: number;
  readonly redis: "up" | "down";
  /** What the sink said when it last couldn't take a batch; `null`: it takes them. */
  readonly sinkError: string | null;
}

export interface Dispatcher {
  readonly state: DispatcherState;
  /** Takes no more events, lets the batch under way end within the signal, and ends. */
  close(signal: AbortSignal): Promise<void>;
}

export function createDispatcher(ports: DispatcherPorts): Dispatcher {
  const loop = new DispatchLoop(ports);
  const ended = Promise.all([loop.run(), loop.runTurns()]);
  return {
    get state() {
      return loop.state;
    },
    close: async (signal) => {
      loop.stop(signal);
      await within(ended, signal);
      await ports.sink.close(signal);
    },
  };
}

class DispatchLoop {
  readonly #ports: DispatcherPorts;
  readonly #settings: Record<keyof typeof DISPATCHER_DEFAULTS, number>;
  readonly #group: ConsumerGroup;
  readonly #stream: string;
  /** Delivered to this consumer, neither taken nor put aside yet. */
  #inHand: readonly StreamEntry[] = [];
  readonly #failures = new Map<string, number>();
  readonly #stopping = new AbortController();
  readonly #aborting = new AbortController();
  #round = 0;
  #hasGroup = false;
  #state: Omit<DispatcherState, "sink" | "group"> = {
    lag: 0,
    pending: 0,
    deadLetters: 0,
    delivered: 0,
    trimmedUnread: 0,
    redis: "down",
    sinkError: null,
  };

  constructor(ports: DispatcherPorts) {
    this.#ports = ports;
    this.#settings = { ...DISPATCHER_DEFAULTS, ...ports.settings };
    this.#stream = ports.stream ?? EVENT_STREAM;
    this.#group = new ConsumerGroup(ports, { stream: this.#stream, group: ports.group, consumer: ports.consumer });
  }

  get state(): DispatcherState {
    return { sink: this.#ports.sink.name, group: this.#ports.group, ...this.#state };
  }

  stop(signal: AbortSignal): void {
    this.#stopping.abort();
    if (signal.aborted) this.#aborting.abort();
    signal.addEventListener("abort", () => {
      this.#aborting.abort();
    });
    // Nothing that is delivered to a connection that is gone is lost: it stays pending and is claimed later.
    this.#ports.blocking.disconnect();
  }

  async run(): Promise<void> {
    while (!this.#isStopping()) {
      try {
        await this.#step();
      } catch (error) {
        if (this.#isStopping()) break;
        this.#redisFailed(error);
        await this.#rest(this.#settings.firstRetryMs);
      }
    }
    // Others needn't wait until these have been idle for long.
    await this.#group.release(entryIdsOf(this.#inHand), this.#settings.minIdleMs).catch(() => undefined);
  }

  /** Looks after the group on a timer, also while a batch is under way. */
  async runTurns(): Promise<void> {
    while (!this.#isStopping()) {
      try {
        await this.#turn();
      } catch (error) {
        this.#redisFailed(error);
      }
      await this.#rest(this.#settings.turnMs);
    }
  }

  async #step(): Promise<void> {
    if (!this.#hasGroup) {
      await this.#group.create();
      this.#hasGroup = true;
      this.#state = { ...this.#state, redis: "up" };
      await this.#claim();
    }
    const room = this.#settings.batchSize - this.#inHand.length;
    // With events in hand it doesn't wait for others: they only join, so that a failing one never stays alone.
    const fresh = room > 0 ? await this.#group.read(room, this.#inHand.length > 0 ? 0 : this.#settings.blockMs) : [];
    this.#state = { ...this.#state, redis: "up" };
    this.#inHand = [...this.#inHand, ...fresh];
    if (this.#inHand.length > 0) await this.#offer();
  }

  async #offer(): Promise<void> {
    const { sink } = this.#ports;
    const offered = await offerBatch(sink, this.#inHand, { round: this.#round, signal: this.#aborting.signal });
    const isAlive = offered.taken.length + offered.rejected.length > 0;
    const hopeless = isAlive ? this.#countFailures(offered.failed) : [];
    // Not acknowledged, so offered again, should one of these fail.
    this.#inHand = [...offered.taken, ...offered.failed, ...offered.rejected.map(({ entry }) => entry)];
    await this.#group.acknowledge(entryIdsOf(offered.taken));
    this.#state = { ...this.#state, delivered: this.#state.delivered + offered.taken.length, sinkError: offered.error };
    const reason = `failed ${this.#settings.maxDeliveries} times: ${offered.error ?? "unknown"}`;
    await this.#putAside([...offered.rejected, ...hopeless.map((entry) => ({ entry, reason }))]);
    this.#inHand = offered.failed.filter((entry) => !hopeless.includes(entry));
    if (this.#inHand.length === 0) {
      this.#round = 0;
      return;
    }
    await this.#backOff(offered.retryAfterMs);
  }

  /** Only called when the sink took others meanwhile: an outage of the sink is no event's fault. */
  #countFailures(failed: readonly StreamEntry[]): readonly StreamEntry[] {
    return failed.filter(({ entryId }) => {
      const count = (this.#failures.get(entryId) ?? 0) + 1;
      this.#failures.set(entryId, count);
      return count >= this.#settings.maxDeliveries;
    });
  }

  async #backOff(retryAfterMs: number | null): Promise<void> {
    const { firstRetryMs, maxRetryMs } = this.#settings;
    const delayMs = Math.min(maxRetryMs, Math.max(retryAfterMs ?? 0, firstRetryMs * 2 ** Math.min(this.#round, 16)));
    this.#round += 1;
    this.#ports.log.warn(
      { sink: this.#ports.sink.name, round: this.#round, retry_in_ms: delayMs, error: this.#state.sinkError },
      "The sink could not take a batch.",
    );
    await this.#rest(delayMs);
    await this.#group.hold(entryIdsOf(this.#inHand));
  }

  async #turn(): Promise<void> {
    if (!this.#hasGroup) return;
    if (this.#inHand.length === 0) await this.#claim();
    const trimmed = await trimStream(this.#ports.redis, this.#stream, this.#settings.streamCeiling);
    const [{ lag, pending }, deadLetters] = await Promise.all([this.#group.state(), this.#group.deadLetters()]);
    this.#state = { ...this.#state, lag, pending, deadLetters, trimmedUnread: trimmed.droppedInAll };
    const facts = {
      sink: this.#ports.sink.name,
      stream_backlog: lag + pending,
      lag,
      pending,
      dead_letters: deadLetters,
    };
    this.#ports.log.info({ ...facts, trimmed_unread: trimmed.droppedInAll }, "Dispatcher");
    if (trimmed.dropped > 0)
      this.#ports.log.error({ dropped: trimmed.dropped }, "The stream's ceiling dropped events.");
  }

  /** Takes over what others left behind, less what was delivered too often: a process may have died over it. */
  async #claim(): Promise<void> {
    const claimed = await this.#group.claim(this.#settings.minIdleMs, this.#settings.batchSize);
    const held = new Set(entryIdsOf(this.#inHand));
    const found = claimed.filter(({ entryId }) => !held.has(entryId));
    if (found.length === 0) return;
    const deliveries = await this.#group.deliveries(found);
    const tooOften = ({ entryId }: StreamEntry): boolean =>
      (deliveries.get(entryId) ?? 0) > this.#settings.maxDeliveries;
    await this.#putAside(found.filter(tooOften).map((entry) => ({ entry, reason: "delivered too often" })));
    this.#inHand = [...this.#inHand, ...found.filter((entry) => !tooOften(entry))];
  }

  async #putAside(letters: readonly { readonly entry: StreamEntry; readonly reason: string }[]): Promise<void> {
    if (letters.length === 0) return;
    await this.#group.putAside(letters);
    for (const { entry } of letters) this.#failures.delete(entry.entryId);
    this.#state = { ...this.#state, deadLetters: this.#state.deadLetters + letters.length };
    const ids = letters.map(({ entry }) => entry.id);
    this.#ports.log.error({ sink: this.#ports.sink.name, ids, reason: letters[0]?.reason }, "Events put aside.");
  }

  #redisFailed(error: unknown): void {
    // Redis lost its data, or somebody deleted the stream: the group is made anew.
    if (error instanceof Error && error.message.includes("NOGROUP")) this.#hasGroup = false;
    else if (this.#state.redis === "up" && this.#ports.redis.status !== "ready") {
      this.#state = { ...this.#state, redis: "down" };
      this.#ports.log.warn({ sink: this.#ports.sink.name }, "Redis is away.");
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #rest(delayMs: number): Promise<void> {
    await pause(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

const entryIdsOf = (entries: readonly StreamEntry[]): string[] => entries.map(({ entryId }) => entryId);

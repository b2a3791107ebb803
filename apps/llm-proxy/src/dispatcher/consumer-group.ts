import type { Redis } from "ioredis";
import { ID_FIELD, JSON_FIELD } from "../events/event-record.js";
import { entriesOf, entriesOfRead, type StreamEntry } from "./stream-entry.js";

/** Kept to be looked at and sent again by hand; beyond it the oldest go. */
const MAX_DEAD_LETTERS = 10_000;

export interface GroupState {
  /** Not delivered to the group yet. */
  readonly lag: number;
  /** Delivered, not acknowledged. */
  readonly pending: number;
}

/** One sink's view of the stream: every group gets every event, the consumers of a group share them. */
export class ConsumerGroup {
  readonly #redis: Redis;
  readonly #blocking: Redis;
  readonly #stream: string;
  readonly #group: string;
  readonly #consumer: string;

  constructor(
    connections: { readonly redis: Redis; readonly blocking: Redis },
    names: { readonly stream: string; readonly group: string; readonly consumer: string },
  ) {
    this.#redis = connections.redis;
    this.#blocking = connections.blocking;
    this.#stream = names.stream;
    this.#group = names.group;
    this.#consumer = names.consumer;
  }

  get deadLetterStream(): string {
    return `${this.#stream}:dead:${this.#group}`;
  }

  /** Begins at the first event, so that none is missed that was published before the first dispatcher came. */
  async create(): Promise<void> {
    try {
      await this.#redis.xgroup("CREATE", this.#stream, this.#group, "0", "MKSTREAM");
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("BUSYGROUP"))) throw error;
    }
  }

  /** Waits for new events up to `blockMs`; 0: doesn't wait. */
  async read(count: number, blockMs: number): Promise<StreamEntry[]> {
    const reply: unknown =
      blockMs === 0
        ? await this.#redis.xreadgroup(
            "GROUP",
            this.#group,
            this.#consumer,
            "COUNT",
            count,
            "STREAMS",
            this.#stream,
            ">",
          )
        : await this.#blocking.xreadgroup(
            ...(["GROUP", this.#group, this.#consumer, "COUNT", count] as const),
            ...(["BLOCK", blockMs, "STREAMS", this.#stream, ">"] as const),
          );
    return entriesOfRead(reply);
  }

  /** Takes over what no consumer has acknowledged for as long, be it another's that died or this one's earlier life's. */
  async claim(minIdleMs: number, count: number): Promise<StreamEntry[]> {
    const reply: unknown = await this.#redis.xautoclaim(
      ...([this.#stream, this.#group, this.#consumer, minIdleMs, "0", "COUNT", count] as const),
    );
    return Array.isArray(reply) ? entriesOf(reply[1]) : [];
  }

  /** Tells the others that these are still being worked on, without counting a delivery. */
  async hold(entryIds: readonly string[]): Promise<void> {
    if (entryIds.length === 0) return;
    await this.#redis.xclaim(this.#stream, this.#group, this.#consumer, 0, ...entryIds, "JUSTID");
  }

  /** Lets others take these over at once. */
  async release(entryIds: readonly string[], minIdleMs: number): Promise<void> {
    if (entryIds.length === 0) return;
    const ids = [...entryIds, "IDLE", minIdleMs, "JUSTID"];
    await this.#redis.xclaim(this.#stream, this.#group, this.#consumer, 0, ...ids);
  }

  async acknowledge(entryIds: readonly string[]): Promise<void> {
    if (entryIds.length > 0) await this.#redis.xack(this.#stream, this.#group, ...entryIds);
  }

  /** Puts events aside and acknowledges them, in one step. */
  async putAside(letters: readonly { readonly entry: StreamEntry; readonly reason: string }[]): Promise<void> {
    if (letters.length === 0) return;
    const transaction = this.#redis.multi();
    for (const { entry, reason } of letters) {
      transaction.xadd(
        ...([this.deadLetterStream, "MAXLEN", "~", MAX_DEAD_LETTERS, "*", ID_FIELD, entry.id] as const),
        ...([JSON_FIELD, entry.json, "reason", reason, "entry", entry.entryId] as const),
      );
    }
    transaction.xack(this.#stream, this.#group, ...letters.map(({ entry }) => entry.entryId));
    const results = (await transaction.exec()) ?? [];
    for (const [error] of results) if (error !== null) throw error;
  }

  /** How often each was delivered, by entry id. */
  async deliveries(entries: readonly StreamEntry[]): Promise<ReadonlyMap<string, number>> {
    const pipeline = this.#redis.pipeline();
    for (const { entryId } of entries) pipeline.xpending(this.#stream, this.#group, entryId, entryId, 1);
    const found = new Map<string, number>();
    for (const [, reply] of (await pipeline.exec()) ?? []) {
      const row: unknown = Array.isArray(reply) ? reply[0] : null;
      if (Array.isArray(row) && typeof row[0] === "string") found.set(row[0], Number(row[3]));
    }
    return found;
  }

  async state(): Promise<GroupState> {
    const groups: unknown = await this.#redis.xinfo("GROUPS", this.#stream);
    for (const group of Array.isArray(groups) ? groups : []) {
      const facts = factsOf(group);
      if (facts.get("name") !== this.#group) continue;
      // Redis doesn't know the lag after entries were deleted by hand; the stream's length is then its upper bound.
      const lag = facts.get("lag");
      return {
        lag: typeof lag === "number" ? lag : await this.#redis.xlen(this.#stream),
        pending: Number(facts.get("pending")),
      };
    }
    return { lag: 0, pending: 0 };
  }

  deadLetters(): Promise<number> {
    return this.#redis.xlen(this.deadLetterStream);
  }
}

function factsOf(flat: unknown): ReadonlyMap<unknown, unknown> {
  const facts = new Map<unknown, unknown>();
  if (!Array.isArray(flat)) return facts;
  for (let index = 0; index + 1 < flat.length; index += 2) facts.set(flat[index], flat[index + 1]);
  return facts;
}

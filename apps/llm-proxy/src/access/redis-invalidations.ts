import type { Logger } from "pino";
import { z } from "zod";
import { type Invalidation, type Invalidations, LocalInvalidations } from "./invalidations.js";

/** The part of an ioredis connection that sends. It must give up by itself when Redis doesn't answer (`commandTimeout`). */
export interface RedisPublisher {
  publish(channel: string, message: string): Promise<unknown>;
}

/** The part of another ioredis connection, since one that has subscribed can do nothing else. It must reconnect and subscribe again by itself. */
export interface RedisSubscriber {
  subscribe(channel: string): Promise<unknown>;
  on(event: "message", listener: (channel: string, message: string) => void): unknown;
  on(event: "ready", listener: () => void): unknown;
}

const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("token"), tokenId: z.string() }),
  z.object({ kind: z.literal("project"), projectId: z.string() }),
  z.object({ kind: z.literal("all") }),
]);

/** Redis' publish and subscribe: a revocation reaches every process in a round trip. */
export class RedisInvalidations implements Invalidations {
  readonly #publisher: RedisPublisher;
  readonly #channel: string;
  readonly #log: Logger;
  readonly #local = new LocalInvalidations();
  #hasSubscribed = false;

  /** @param channel With the installation's prefix, e.g. `llm-proxy:invalidations`. */
  constructor(publisher: RedisPublisher, subscriber: RedisSubscriber, channel: string, log: Logger) {
    this.#publisher = publisher;
    this.#channel = channel;
    this.#log = log;
    subscriber.on("message", (from, message) => {
      if (from === channel) this.#receive(message);
    });
    subscriber.on("ready", () => void this.#listen(subscriber));
    void this.#listen(subscriber);
  }

  /** A connection that has subscribed once does so again by itself; one that was refused (Redis was away) is asked anew. */
  async #listen(subscriber: RedisSubscriber): Promise<void> {
    try {
      if (!this.#hasSubscribed) await subscriber.subscribe(this.#channel);
      this.#hasSubscribed = true;
    } catch (error) {
      this.#log.warn({ error: textOf(error) }, "Not listening for revocations yet; grants are renewed by time alone.");
      return;
    }
    // What was said while nobody listened is lost: Redis keeps nothing.
    await this.#local.publish({ kind: "all" });
  }

  async publish(invalidation: Invalidation): Promise<void> {
    await this.#local.publish(invalidation);
    try {
      await this.#publisher.publish(this.#channel, JSON.stringify(invalidation));
    } catch (error) {
      this.#log.warn(
        { error: textOf(error), invalidation },
        "Redis didn't take a revocation; the other processes notice when they ask the database again.",
      );
    }
  }

  subscribe(listener: (invalidation: Invalidation) => void): void {
    this.#local.subscribe(listener);
  }

  #receive(message: string): void {
    const parsed = messageSchema.safeParse(parseJson(message));
    // Something that can't be read may come from a newer version: rather ask for everything anew.
    void this.#local.publish(parsed.success ? parsed.data : { kind: "all" });
  }
}

function parseJson(message: string): unknown {
  try {
    const parsed: unknown = JSON.parse(message);
    return parsed;
  } catch {
    return null;
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : "unknown");

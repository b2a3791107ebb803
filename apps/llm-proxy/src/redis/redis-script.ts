import { createHash } from "node:crypto";
import type { ChainableCommander, Redis } from "ioredis";

/** A Lua script that Redis runs as one step; sent by its hash, and in full only where Redis doesn't know it yet. */
export class RedisScript {
  readonly #lua: string;
  readonly #sha: string;
  readonly #keyCount: number;

  constructor(lua: string, keyCount: number) {
    this.#lua = lua;
    this.#sha = createHash("sha1").update(lua).digest("hex");
    this.#keyCount = keyCount;
  }

  /** @param args keys first. */
  async run(redis: Redis, args: readonly (string | number)[]): Promise<unknown> {
    try {
      return await redis.evalsha(this.#sha, this.#keyCount, ...args);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return redis.eval(this.#lua, this.#keyCount, ...args);
    }
  }

  /** Adds a call to a pipeline; the script must be known: see `load`. */
  queue(pipeline: ChainableCommander, args: readonly (string | number)[]): void {
    pipeline.evalsha(this.#sha, this.#keyCount, ...args);
  }

  async load(redis: Redis): Promise<void> {
    await redis.script("LOAD", this.#lua);
  }
}

/** Redis was started anew, or its scripts were flushed. */
export const isUnknownScript = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith("NOSCRIPT");

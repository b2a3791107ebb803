import type { Redis } from "ioredis";
import { LIMIT_POLICY_DEFAULTS } from "../limits/limit-policy.js";
import { MemoryQuotaLedger } from "../limits/memory-quota-ledger.js";
import type { RedisLimiterPorts } from "../limits/redis-limiter.js";
import { CircuitBreaker } from "../redis/circuit-breaker.js";
import { connectRedis, type RedisPurpose, untilReady } from "../redis/connect-redis.js";
import { startTestRedis, type TestRedis } from "./redis.js";
import { soon } from "./soon.js";

/** A Redis server with what limiters have open to it; it is disposed of with all of that. */
export class LimitRedis implements AsyncDisposable {
  readonly server: TestRedis;
  readonly #opened: Redis[] = [];
  #tokens = 0;

  private constructor(server: TestRedis) {
    this.server = server;
  }

  static async start(): Promise<LimitRedis> {
    return new LimitRedis(await startTestRedis());
  }

  /** The ID of a token of which nothing is used yet. */
  newToken(): string {
    return `token-${(this.#tokens += 1)}`;
  }

  /** A connection that is ready. */
  async open(purpose: RedisPurpose): Promise<Redis> {
    const redis = connectRedis(this.server, purpose);
    this.#opened.push(redis);
    await untilReady(redis, soon());
    return redis;
  }

  /**
   * What a limiter needs, with a ledger of its own, and a breaker that opens at the first failure and for no longer than a
   * test waits. With the patience of a bulk connection also for requests, a busy machine turns no exact count into an outage.
   */
  async limiterPorts(purpose: "request" | "bulk"): Promise<RedisLimiterPorts> {
    const now = (): number => performance.now();
    return {
      redis: await this.open(purpose),
      bulk: await this.open("bulk"),
      breaker: new CircuitBreaker(now, { failuresToOpen: 1, openMs: 50 }),
      ledger: new MemoryQuotaLedger(),
      policy: LIMIT_POLICY_DEFAULTS,
      now,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const redis of this.#opened) redis.disconnect();
    await this.server[Symbol.asyncDispose]();
  }
}

import { LIMIT_POLICY_DEFAULTS } from "../limits/limit-policy.js";
import { MemoryQuotaLedger } from "../limits/memory-quota-ledger.js";
import type { RedisLimiterPorts } from "../limits/redis-limiter.js";
import { CircuitBreaker } from "../redis/circuit-breaker.js";
import type { TestRedis } from "./redis.js";

/**
 * What a limiter needs, with a ledger of its own, and a breaker that opens at the first failure and for no longer than a test
 * waits. With the patience of a bulk connection also for requests, a busy machine turns no exact count into an outage.
 */
export async function limiterPorts(server: TestRedis, purpose: "request" | "bulk"): Promise<RedisLimiterPorts> {
  const now = (): number => performance.now();
  return {
    redis: await server.open(purpose),
    bulk: await server.open("bulk"),
    breaker: new CircuitBreaker(now, { failuresToOpen: 1, openMs: 50 }),
    ledger: new MemoryQuotaLedger(),
    policy: LIMIT_POLICY_DEFAULTS,
    now,
  };
}

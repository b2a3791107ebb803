import { connectRedis, untilReady } from "../redis/connect-redis.js";
import { CircuitBreaker } from "../redis/circuit-breaker.js";
import { LIMIT_POLICY_DEFAULTS, NO_LIMITS } from "../limits/limit-policy.js";
import { MemoryQuotaLedger } from "../limits/memory-quota-ledger.js";
import { RedisLimiter } from "../limits/redis-limiter.js";

/** A process that asks for admission from many clients at once and tells how often it got it: URL, clients, asks of each. */
const [url = "", clients = "", asks = "", limitKind = ""] = process.argv.slice(2);
// With the patience of a bulk connection: a busy machine must not turn an exact count into an outage.
const redis = connectRedis({ url, certificateAuthority: null }, "bulk");
const bulk = connectRedis({ url, certificateAuthority: null }, "bulk");
await Promise.all([redis, bulk].map((connection) => untilReady(connection, AbortSignal.timeout(5_000))));
const now = (): number => performance.now();
const limiter = new RedisLimiter({
  redis,
  bulk,
  breaker: new CircuitBreaker(now),
  ledger: new MemoryQuotaLedger(),
  policy: { ...LIMIT_POLICY_DEFAULTS, rate: "closed", quota: "closed" },
  now,
});
const limits = { ...NO_LIMITS, [limitKind]: 1_000 };

process.once("message", () => {
  void run();
});
process.send?.("ready");

async function run(): Promise<void> {
  const counts = await Promise.all(Array.from({ length: Number(clients) }, () => ask()));
  const outcomes = counts.flat();
  process.send?.({
    admitted: outcomes.filter((kind) => kind === "admitted").length,
    denied: outcomes.filter((kind) => kind === "denied").length,
    unavailable: outcomes.filter((kind) => kind === "unavailable").length,
  });
  await limiter.close(AbortSignal.timeout(1_000));
  redis.disconnect();
  bulk.disconnect();
  process.disconnect();
}

async function ask(): Promise<readonly string[]> {
  const kinds: string[] = [];
  for (let index = 0; index < Number(asks); index += 1) {
    const decision = await limiter.reserve({ tokenId: "shared", limits, estimatedTokens: 1 });
    kinds.push(decision.kind);
    // What is given back or corrected must not let anybody in beside the limit.
    if (decision.kind === "admitted") decision.reservation.settle(1);
  }
  return kinds;
}

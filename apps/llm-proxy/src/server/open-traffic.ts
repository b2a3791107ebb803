import type { Logger } from "pino";
import { CACHE_DEFAULTS } from "../cache/cache-settings.js";
import { HttpResponseCache } from "../cache/http-response-cache.js";
import { MemoryCacheStore } from "../cache/memory-cache-store.js";
import { RedisCacheStore } from "../cache/redis-cache-store.js";
import type { ResponseCache } from "../cache/response-cache.js";
import type { Environment } from "../config/environment.js";
import { LedgerWriter } from "../limits/ledger-writer.js";
import type { Limiter } from "../limits/limiter.js";
import { LocalLimiter } from "../limits/local-limiter.js";
import { RedisLimiter } from "../limits/redis-limiter.js";
import { CircuitBreaker } from "../redis/circuit-breaker.js";
import type { Database } from "../state/database.js";
import { PostgresQuotaLedger } from "../state/postgres-quota-ledger.js";
import { BREAKER_DEFAULTS } from "../upstream/breaker.js";
import { RETRY_DEFAULTS } from "../upstream/retry-policy.js";
import { UPSTREAM_DEFAULTS, type UpstreamSettings } from "../upstream/upstream-settings.js";
import { readCertificateAuthority } from "./certificate-file.js";
import { providerChain } from "./provider-chain.js";
import type { RedisConnections } from "./redis-connections.js";
import { SYSTEM_CLOCK } from "./system-clock.js";

export function openLimiter(
  environment: Environment,
  redis: RedisConnections | null,
  database: Database,
  log: Logger,
): Limiter {
  const ledger = new PostgresQuotaLedger(database.kysely, SYSTEM_CLOCK.epochMs);
  const now = SYSTEM_CLOCK.monotonicMs;
  if (redis === null) {
    log.warn("No REDIS_URL: limits hold within this process only.");
    return new LocalLimiter({ now, ledger, writer: new LedgerWriter(ledger) });
  }
  return new RedisLimiter({
    redis: redis.request,
    bulk: redis.bulk,
    breaker: new CircuitBreaker(now),
    ledger,
    policy: { rate: environment.LIMITS_WITHOUT_REDIS, quota: environment.QUOTAS_WITHOUT_REDIS },
    leaseMs: environment.LIMIT_LEASE,
    now,
  });
}

export function openCache(environment: Environment, redis: RedisConnections | null): ResponseCache | null {
  if (!environment.HTTP_CACHE_ENABLED) return null;
  const usesRedis = redis !== null && environment.HTTP_CACHE_BACKEND !== "in-memory";
  const store = usesRedis
    ? new RedisCacheStore({
        redis: redis.cache,
        bulk: redis.bulk,
        // Its own: a slow large entry says nothing of the limits' commands.
        breaker: new CircuitBreaker(SYSTEM_CLOCK.monotonicMs),
        now: SYSTEM_CLOCK.epochMs,
      })
    : new MemoryCacheStore(environment.HTTP_CACHE_MAX_BYTES);
  return new HttpResponseCache({
    store,
    settings: {
      ...CACHE_DEFAULTS,
      maxObjectBytes: environment.HTTP_CACHE_MAX_BODY,
      defaultTtlSeconds: environment.HTTP_CACHE_DEFAULT_TTL / 1000,
      allowsPost: environment.HTTP_CACHE_POST,
      allowsStreams: environment.HTTP_CACHE_STREAM_RESPONSES,
    },
    now: SYSTEM_CLOCK.epochMs,
  });
}

/** @throws StartupError when UPSTREAM_CA_FILE can't be read. */
export const upstreamSettings = async (environment: Environment): Promise<UpstreamSettings> => ({
  ...UPSTREAM_DEFAULTS,
  chain: providerChain(environment),
  retry: RETRY_DEFAULTS,
  breaker: BREAKER_DEFAULTS,
  timeouts: {
    connectMs: environment.UPSTREAM_CONNECT_TIMEOUT,
    firstByteMs: environment.UPSTREAM_FIRST_BYTE_TIMEOUT,
    idleMs: environment.UPSTREAM_IDLE_TIMEOUT,
    totalMs: environment.REQUEST_TIMEOUT,
  },
  heartbeatMs: environment.STREAM_HEARTBEAT,
  connectionsPerOrigin: environment.UPSTREAM_CONNECTIONS,
  sendsTraceContext: environment.UPSTREAM_TRACE_CONTEXT,
  certificateAuthority: await readCertificateAuthority("UPSTREAM_CA_FILE", environment.UPSTREAM_CA_FILE),
});

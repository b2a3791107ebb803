import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import type { GrantLimits } from "../access/grant.js";
import type { CircuitBreaker } from "../redis/circuit-breaker.js";
import { SharedWrite } from "../redis/shared-write.js";
import { LedgerWriter } from "./ledger-writer.js";
import { hasQuota, hasRate, type LimitPolicy, limitsWhileAway } from "./limit-policy.js";
import type { LimitAsk, LimitDecision, Limiter, LimitState, Reservation } from "./limiter.js";
import { LocalLimiter } from "./local-limiter.js";
import type { QuotaLedger, QuotaUse } from "./quota-ledger.js";
import { RESERVE } from "./reserve-script.js";
import { SettlementQueue } from "./settlement-queue.js";
import { waitMs, windowState } from "./sliding-window.js";
import { UNLIMITED } from "./unlimited.js";

/** Tokens whose last known use is kept, to count on from while Redis is away. */
const MAX_KNOWN_TOKENS = 10_000;

export interface RedisLimiterPorts {
  /** A request connection. */
  readonly redis: Redis;
  /** A bulk connection, for corrections. */
  readonly bulk: Redis;
  readonly breaker: CircuitBreaker;
  readonly ledger: QuotaLedger;
  readonly policy: LimitPolicy;
  /** Milliseconds of a clock that only goes forward; for the local buckets. */
  readonly now: () => number;
  /** Only for tests: milliseconds since the epoch. Otherwise Redis' own clock counts, one for all tasks. */
  readonly redisClock?: () => number;
  readonly ledgerIntervalMs?: number;
}

/** Verdicts of the script, in its order. */
const DENIALS = [
  null,
  { reason: "quota", dimension: "requests" },
  { reason: "quota", dimension: "tokens" },
  { reason: "rate", dimension: "requests" },
  { reason: "rate", dimension: "tokens" },
] as const;
const QUOTA_UNKNOWN = 5;

/**
 * Exact over all tasks: one script in Redis decides and counts. A reservation whose reply came too late stays counted
 * (until its window passes, and in the quota for good), so that a fault can only make limits tighter.
 */
export class RedisLimiter implements Limiter {
  readonly #ports: RedisLimiterPorts;
  readonly #clock: () => number;
  readonly #local: LocalLimiter;
  readonly #writer: LedgerWriter;
  readonly #settlements: SettlementQueue;
  readonly #write: SharedWrite;
  readonly #known = new LRUCache<string, QuotaUse>({ max: MAX_KNOWN_TOKENS });
  #isAway = false;

  constructor(ports: RedisLimiterPorts) {
    this.#ports = ports;
    this.#clock = ports.redisClock ?? (() => 0);
    this.#write = new SharedWrite(ports.redis);
    this.#writer = new LedgerWriter(ports.ledger, ports.ledgerIntervalMs);
    this.#local = new LocalLimiter({ now: ports.now, ledger: ports.ledger, writer: null });
    this.#settlements = new SettlementQueue({
      redis: ports.bulk,
      keysOf,
      beginning: (tokenId) => this.#beginning(tokenId),
      learned: (tokenId, use) => {
        this.#learn(tokenId, use);
      },
      clock: this.#clock,
    });
  }

  /** `pending` and `lost` corrections, for `/metrics`. */
  get settlements(): { readonly pending: number; readonly lost: number } {
    return this.#settlements.state;
  }

  async reserve(ask: LimitAsk): Promise<LimitDecision> {
    if (!hasRate(ask.limits) && !hasQuota(ask.limits)) return UNLIMITED;
    if (!this.#ports.breaker.allows()) return this.#reserveAway(ask);
    const reply = await this.#run(ask, null);
    if (reply === null) return this.#reserveAway(ask);
    if (reply[0] !== QUOTA_UNKNOWN) return this.#decide(ask, reply);
    return this.#reserveFromLedger(ask);
  }

  async close(signal: AbortSignal): Promise<void> {
    await this.#settlements.close(signal);
    await this.#writer.close(signal);
  }

  /** Called by a reservation. */
  correct(
    tokenId: string,
    windowStartMs: number,
    change: { readonly requests: number; readonly tokens: number },
  ): void {
    this.#settlements.add(tokenId, windowStartMs, change);
  }

  async #reserveFromLedger(ask: LimitAsk): Promise<LimitDecision> {
    const beginning = await this.#beginning(ask.tokenId).catch(() => null);
    if (beginning === null) return this.#ports.policy.quota === "open" ? UNLIMITED : { kind: "unavailable" };
    const reply = await this.#run(ask, beginning);
    return reply === null || reply[0] === QUOTA_UNKNOWN ? this.#reserveAway(ask) : this.#decide(ask, reply);
  }

  /** @returns `null`: Redis is away. */
  async #run(ask: LimitAsk, beginning: QuotaUse | null): Promise<readonly number[] | null> {
    const { redis, breaker } = this.#ports;
    try {
      this.#write.join();
      const reply = await RESERVE.run(redis, reserveArguments(ask, beginning, this.#clock()));
      breaker.succeeded();
      if (this.#isAway) this.#isBack();
      return typeof reply === "string" ? reply.split(" ").map(Number) : null;
    } catch {
      breaker.failed();
      return null;
    }
  }

  #isBack(): void {
    this.#isAway = false;
    this.#local.forgetQuotas();
  }

  #decide(ask: LimitAsk, reply: readonly number[]): LimitDecision {
    const [verdict = 0, windowStartMs = 0] = reply;
    const state = stateOf(ask.limits, reply);
    this.#learn(ask.tokenId, quotaOf(reply));
    const denial = DENIALS[verdict] ?? null;
    if (denial === null) {
      const window = hasRate(ask.limits) ? windowStartMs : 0;
      return {
        kind: "admitted",
        reservation: new RedisReservation(this, ask.tokenId, window, ask.estimatedTokens),
        state,
      };
    }
    return { kind: "denied", ...denial, retryAfterMs: retryAfterMs(ask, denial, reply), state };
  }

  async #reserveAway(ask: LimitAsk): Promise<LimitDecision> {
    this.#isAway = true;
    const limits = limitsWhileAway(ask.limits, this.#ports.policy);
    if (limits === "closed") return { kind: "unavailable" };
    const known = this.#known.get(ask.tokenId);
    if (known !== undefined && !this.#local.knowsQuota(ask.tokenId)) this.#local.beginQuota(ask.tokenId, known);
    const decision = await this.#local.reserve({ ...ask, limits });
    if (decision.kind !== "admitted" || !hasQuota(ask.limits)) return decision;
    this.correct(ask.tokenId, -1, { requests: 1, tokens: ask.estimatedTokens });
    const later = new RedisReservation(this, ask.tokenId, -1, ask.estimatedTokens);
    return { ...decision, reservation: both(decision.reservation, later) };
  }

  /** The later of what the ledger and this task know. @throws whatever the ledger throws. */
  async #beginning(tokenId: string): Promise<QuotaUse> {
    const written = (await this.#ports.ledger.read(tokenId)) ?? { requests: 0, tokens: 0, version: 0 };
    const known = this.#known.peek(tokenId);
    return known !== undefined && known.version > written.version ? known : written;
  }

  #learn(tokenId: string, use: QuotaUse | null): void {
    if (use === null) return;
    this.#known.set(tokenId, use);
    this.#writer.note(tokenId, use);
  }
}

class RedisReservation implements Reservation {
  readonly #limiter: RedisLimiter;
  readonly #tokenId: string;
  readonly #windowStartMs: number;
  readonly #estimate: number;
  #isOver = false;

  constructor(limiter: RedisLimiter, tokenId: string, windowStartMs: number, estimate: number) {
    this.#limiter = limiter;
    this.#tokenId = tokenId;
    this.#windowStartMs = windowStartMs;
    this.#estimate = estimate;
  }

  settle(usedTokens: number): void {
    this.#end({ requests: 0, tokens: usedTokens - this.#estimate });
  }

  release(): void {
    this.#end({ requests: -1, tokens: -this.#estimate });
  }

  #end(change: { readonly requests: number; readonly tokens: number }): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (change.requests !== 0 || change.tokens !== 0) this.#limiter.correct(this.#tokenId, this.#windowStartMs, change);
  }
}

const both = (first: Reservation, second: Reservation): Reservation => ({
  settle: (used) => {
    first.settle(used);
    second.settle(used);
  },
  release: () => {
    first.release();
    second.release();
  },
});

/** One hash tag for both, so that a cluster keeps them together. */
const keysOf = (tokenId: string): readonly [string, string] => [
  `llm-proxy:window:{${tokenId}}`,
  `llm-proxy:quota:{${tokenId}}`,
];

function reserveArguments(ask: LimitAsk, beginning: QuotaUse | null, clock: number): (string | number)[] {
  const { requestsPerMinute, tokensPerMinute, maxRequests, maxTokens } = ask.limits;
  const [window, quota] = keysOf(ask.tokenId);
  const start = beginning ?? { requests: -1, tokens: -1, version: -1 };
  return [
    window,
    quota,
    clock,
    ask.estimatedTokens,
    requestsPerMinute ?? -1,
    tokensPerMinute ?? -1,
    maxRequests ?? -1,
    maxTokens ?? -1,
    start.requests,
    start.tokens,
    start.version,
  ];
}

const requestsOf = ([, , elapsedMs = 0, current = 0, previous = 0]: readonly number[]) => ({
  current,
  previous,
  elapsedMs,
});
const tokensOf = ([, , elapsedMs = 0, , , current = 0, previous = 0]: readonly number[]) => ({
  current,
  previous,
  elapsedMs,
});

function quotaOf([, , , , , , , requests = -1, tokens = -1, version = -1]: readonly number[]): QuotaUse | null {
  return version < 0 ? null : { requests, tokens, version };
}

const stateOf = ({ requestsPerMinute, tokensPerMinute }: GrantLimits, reply: readonly number[]): LimitState => ({
  requests: requestsPerMinute === null ? null : windowState(requestsOf(reply), requestsPerMinute),
  tokens: tokensPerMinute === null ? null : windowState(tokensOf(reply), tokensPerMinute),
});

function retryAfterMs(
  { limits, estimatedTokens }: LimitAsk,
  { reason, dimension }: { readonly reason: "rate" | "quota"; readonly dimension: "requests" | "tokens" },
  reply: readonly number[],
): number | null {
  if (reason === "quota") return null;
  switch (dimension) {
    case "requests":
      return limits.requestsPerMinute === null ? null : waitMs(requestsOf(reply), 1, limits.requestsPerMinute);
    case "tokens":
      return limits.tokensPerMinute === null ? null : waitMs(tokensOf(reply), estimatedTokens, limits.tokensPerMinute);
  }
}

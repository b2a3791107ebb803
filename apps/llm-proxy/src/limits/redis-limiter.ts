import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import type { GrantLimits } from "../access/grant.js";
import type { CircuitBreaker } from "../redis/circuit-breaker.js";
import { LedgerWriter } from "./ledger-writer.js";
import { hasQuota, hasRate, type LimitPolicy, limitsWhileAway } from "./limit-policy.js";
import type { LimitAsk, LimitDecision, Limiter, LimitState, Reservation } from "./limiter.js";
import { limitKeysOf } from "./limit-keys.js";
import { LocalLimiter } from "./local-limiter.js";
import type { QuotaLedger, QuotaUse } from "./quota-ledger.js";
import { type ReserveAnswer, ReserveTurn } from "./reserve-turn.js";
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
  readonly #turn: ReserveTurn;
  readonly #known = new LRUCache<string, QuotaUse>({ max: MAX_KNOWN_TOKENS });
  #isAway = false;

  constructor(ports: RedisLimiterPorts) {
    this.#ports = ports;
    this.#clock = ports.redisClock ?? (() => 0);
    this.#turn = new ReserveTurn({
      redis: ports.redis,
      breaker: ports.breaker,
      clock: this.#clock,
      beginning: (tokenId) => this.#beginning(tokenId),
    });
    this.#writer = new LedgerWriter(ports.ledger, ports.ledgerIntervalMs);
    this.#local = new LocalLimiter({ now: ports.now, ledger: ports.ledger, writer: null });
    this.#settlements = new SettlementQueue({
      redis: ports.bulk,
      keysOf: limitKeysOf,
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
    const answer = await this.#turn.ask(ask);
    switch (answer) {
      case "away":
        return this.#reserveAway(ask);
      case "quota-unknown":
        return this.#ports.policy.quota === "open" ? UNLIMITED : { kind: "unavailable" };
      default:
        if (this.#isAway) this.#isBack();
        return this.#decide(ask, answer);
    }
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

  #isBack(): void {
    this.#isAway = false;
    this.#local.forgetQuotas();
  }

  #decide(ask: LimitAsk, answer: ReserveAnswer): LimitDecision {
    const state = stateOf(ask.limits, answer);
    this.#learn(ask.tokenId, answer.quota);
    const denial = DENIALS[answer.verdict] ?? null;
    if (denial === null) {
      const window = hasRate(ask.limits) ? answer.windowStartMs : 0;
      return {
        kind: "admitted",
        reservation: new RedisReservation(this, ask.tokenId, window, ask.estimatedTokens),
        state,
      };
    }
    return { kind: "denied", ...denial, retryAfterMs: retryAfterMs(ask, denial, answer), state };
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

const stateOf = ({ requestsPerMinute, tokensPerMinute }: GrantLimits, answer: ReserveAnswer): LimitState => ({
  requests: requestsPerMinute === null ? null : windowState(answer.requests, requestsPerMinute),
  tokens: tokensPerMinute === null ? null : windowState(answer.tokens, tokensPerMinute),
});

function retryAfterMs(
  { limits, estimatedTokens }: LimitAsk,
  { reason, dimension }: { readonly reason: "rate" | "quota"; readonly dimension: "requests" | "tokens" },
  answer: ReserveAnswer,
): number | null {
  if (reason === "quota") return null;
  switch (dimension) {
    case "requests":
      return limits.requestsPerMinute === null ? null : waitMs(answer.requests, 1, limits.requestsPerMinute);
    case "tokens":
      return limits.tokensPerMinute === null ? null : waitMs(answer.tokens, estimatedTokens, limits.tokensPerMinute);
  }
}

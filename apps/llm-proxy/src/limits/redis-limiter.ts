import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import type { GrantLimits } from "../access/grant.js";
import { within } from "../lifecycle/within.js";
import type { CircuitBreaker } from "../redis/circuit-breaker.js";
import type { Lease } from "./lease.js";
import { Leases } from "./leases.js";
import { LedgerWriter } from "./ledger-writer.js";
import { hasQuota, hasRate, type LimitPolicy, limitsWhileAway } from "./limit-policy.js";
import type { LimitAsk, LimitDecision, Limiter, LimitState, Reservation } from "./limiter.js";
import { limitKeysOf } from "./limit-keys.js";
import { LocalLimiter } from "./local-limiter.js";
import type { QuotaLedger, QuotaUse } from "./quota-ledger.js";
import { type ReserveAnswer, ReserveTurn } from "./reserve-turn.js";
import { type QuotaChange, SettlementQueue } from "./settlement-queue.js";
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
  /** For how long a task admits from what it has leased; 0: Redis decides each request. */
  readonly leaseMs?: number;
}

/**
 * Some 500 requests of a task that admits 10,000 a second: a longer one would save nothing that can be measured, and keep
 * more from the other tasks. Below 40 requests a second it holds no two, so nothing is leased at all.
 */
export const LEASE_MS = 50;

/** How often to ask anew whether others have given back what they have leased. */
const POLL_MS = 20;

/** Verdicts of the script, in its order. */
const DENIALS = [
  null,
  { reason: "quota", dimension: "requests" },
  { reason: "quota", dimension: "tokens" },
  { reason: "rate", dimension: "requests" },
  { reason: "rate", dimension: "tokens" },
] as const;

/**
 * Exact over all tasks: one script in Redis decides and counts. To a task that is busy with a token it leases some of what is
 * free, counted as used from then on; the task admits from that without asking, and gives back what it hasn't needed when the
 * lease ends. Nothing is denied while others may still give something back. A reservation or a lease whose reply came too
 * late, and the lease of a task that was killed, stay counted (until their window passes, and in the quota for good), so that
 * a fault can only make limits tighter.
 */
export class RedisLimiter implements Limiter {
  readonly #ports: RedisLimiterPorts;
  readonly #local: LocalLimiter;
  readonly #writer: LedgerWriter;
  readonly #settlements: SettlementQueue;
  readonly #leases: Leases;
  readonly #turn: ReserveTurn;
  readonly #known = new LRUCache<string, QuotaUse>({ max: MAX_KNOWN_TOKENS });
  #isAway = false;

  constructor(ports: RedisLimiterPorts) {
    this.#ports = ports;
    this.#leases = new Leases({
      leaseMs: ports.leaseMs ?? LEASE_MS,
      now: ports.now,
      giveBack: (lease) => this.#turn.giveBack(lease),
      keep: (tokenId, windowStartMs, change) => {
        this.#settlements.add(tokenId, windowStartMs, change);
      },
      lost: () => {
        this.#settlements.lose();
      },
    });
    this.#turn = new ReserveTurn({
      redis: ports.redis,
      breaker: ports.breaker,
      clock: ports.redisClock ?? (() => 0),
      beginning: (tokenId) => this.#beginning(tokenId),
      learned: (tokenId, use) => {
        this.#learn(tokenId, use);
      },
      leases: this.#leases,
      taskId: randomUUID(),
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
    });
  }

  /** `pending` and `lost` corrections, for `/metrics`. */
  get settlements(): { readonly pending: number; readonly lost: number } {
    return this.#settlements.state;
  }

  reserve(ask: LimitAsk): LimitDecision | Promise<LimitDecision> {
    if (!hasRate(ask.limits) && !hasQuota(ask.limits)) return UNLIMITED;
    return this.#fromLease(ask) ?? this.#fromRedis(ask);
  }

  async close(signal: AbortSignal): Promise<void> {
    await within(this.#leases.close(), signal);
    await this.#settlements.close(signal);
    await this.#writer.close(signal);
  }

  /** Called by a reservation. What is over while its lease lasts is corrected there, and reaches Redis with it. */
  correct(tokenId: string, windowStartMs: number, change: QuotaChange): void {
    const lease = this.#leases.find(tokenId);
    if (lease?.windowStartMs !== windowStartMs || windowStartMs < 0) {
      this.#settlements.add(tokenId, windowStartMs, change);
      return;
    }
    lease.requests -= change.requests;
    lease.tokens -= change.tokens;
  }

  /** @returns `null`: there is none, or it doesn't hold as much. */
  #fromLease(ask: LimitAsk): LimitDecision | null {
    const { tokenId, limits, estimatedTokens } = ask;
    const lease = this.#leases.find(tokenId);
    if (lease?.limits !== limits) return null;
    const nowMs = this.#ports.now();
    if (!lease.take(estimatedTokens, nowMs)) return null;
    return {
      kind: "admitted",
      reservation: new RedisReservation(this, tokenId, lease.windowStartMs, estimatedTokens),
      state: leaseState(lease, nowMs),
    };
  }

  async #fromRedis(ask: LimitAsk): Promise<LimitDecision> {
    const answer = await this.#turn.ask(ask);
    switch (answer) {
      case "away":
        return this.#reserveAway(ask);
      case "quota-unknown":
        return this.#ports.policy.quota === "open" ? UNLIMITED : { kind: "unavailable" };
      default:
        if (this.#isAway) this.#isBack();
        return answer.verdict === 0 || isTooLarge(ask) ? this.#decide(ask, answer) : this.#denied(ask, answer);
    }
  }

  /** Before it is final: what this task has leased meanwhile may do, and others may give some back. */
  async #denied(ask: LimitAsk, first: ReserveAnswer): Promise<LimitDecision> {
    const { now } = this.#ports;
    const untilMs = now() + first.othersHoldMs;
    let last = first;
    for (let isFirst = true; ; isFirst = false) {
      const leased = this.#fromLease(ask);
      if (leased !== null) return leased;
      const waitMs = Math.min(POLL_MS, untilMs - now());
      // Asking takes all that is left of the own lease back, too.
      const hasOwn = isFirst && this.#leases.find(ask.tokenId)?.isEmpty === false;
      if (waitMs <= 0 && !hasOwn) return this.#decide(ask, last);
      if (waitMs > 0) await pause(waitMs);
      const answer = await this.#turn.ask(ask);
      if (typeof answer === "string") return this.#decide(ask, last);
      if (answer.verdict === 0) return this.#decide(ask, answer);
      last = answer;
    }
  }

  #isBack(): void {
    this.#isAway = false;
    this.#local.forgetQuotas();
  }

  #decide(ask: LimitAsk, answer: ReserveAnswer): LimitDecision {
    const state = stateOf(ask.limits, answer);
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

  #learn(tokenId: string, use: QuotaUse): void {
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

  #end(change: QuotaChange): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (change.requests !== 0 || change.tokens !== 0) this.#limiter.correct(this.#tokenId, this.#windowStartMs, change);
  }
}

/** It fits into no window and no quota, whoever gives back what. */
const isTooLarge = ({ limits, estimatedTokens }: LimitAsk): boolean =>
  estimatedTokens > (limits.tokensPerMinute ?? Infinity) || estimatedTokens > (limits.maxTokens ?? Infinity);

const leaseState = (lease: Lease, nowMs: number): LimitState => {
  const { requestsPerMinute, tokensPerMinute } = lease.limits;
  return {
    requests: requestsPerMinute === null ? null : windowState(lease.useOf("requests", nowMs), requestsPerMinute),
    tokens: tokensPerMinute === null ? null : windowState(lease.useOf("tokens", nowMs), tokensPerMinute),
  };
};

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

import { LRUCache } from "lru-cache";
import type { GrantLimits } from "../access/grant.js";
import { hasQuota, hasRate } from "./limit-policy.js";
import type { LimitAsk, LimitDecision, Limiter, LimitState, Reservation } from "./limiter.js";
import type { LedgerWriter } from "./ledger-writer.js";
import type { QuotaLedger, QuotaUse } from "./quota-ledger.js";
import { bucketState, bucketWaitMs, refilled, taken, type TokenBucket } from "./token-bucket.js";
import { UNLIMITED } from "./unlimited.js";

/** A bucket that was idle for a minute is full, so forgetting the oldest only matters with more busy tokens than this. */
const MAX_TOKENS = 50_000;

interface Counters {
  requests: TokenBucket | null;
  tokens: TokenBucket | null;
}

export interface LocalLimiterPorts {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly ledger: QuotaLedger;
  /** `null`: somebody else writes the ledger. */
  readonly writer: LedgerWriter | null;
}

/** Holds limits within one process: for the embedded demo, and for each task while Redis is away. */
export class LocalLimiter implements Limiter {
  readonly #ports: LocalLimiterPorts;
  readonly #counters = new LRUCache<string, Counters>({ max: MAX_TOKENS });
  readonly #quotas = new Map<string, QuotaUse>();

  constructor(ports: LocalLimiterPorts) {
    this.#ports = ports;
  }

  async reserve(ask: LimitAsk): Promise<LimitDecision> {
    if (!hasRate(ask.limits) && !hasQuota(ask.limits)) return UNLIMITED;
    if (hasQuota(ask.limits) && !this.#quotas.has(ask.tokenId)) {
      const use = await this.#ports.ledger.read(ask.tokenId).catch(() => "away" as const);
      if (use === "away") return { kind: "unavailable" };
      // Another request may have come in between and counted already.
      if (!this.#quotas.has(ask.tokenId)) this.beginQuota(ask.tokenId, use ?? { requests: 0, tokens: 0, version: 0 });
    }
    return this.#decide(ask);
  }

  close(signal: AbortSignal): Promise<void> {
    return this.#ports.writer?.close(signal) ?? Promise.resolve();
  }

  /** Counts on from a known use. */
  beginQuota(tokenId: string, use: QuotaUse): void {
    this.#quotas.set(tokenId, use);
  }

  knowsQuota(tokenId: string): boolean {
    return this.#quotas.has(tokenId);
  }

  /** Somebody who knows better counts again. */
  forgetQuotas(): void {
    this.#quotas.clear();
  }

  /** Without a pause in between, so that nothing else counts meanwhile. */
  #decide(ask: LimitAsk): LimitDecision {
    const { limits, estimatedTokens: estimate, tokenId } = ask;
    const counters = this.#refill(tokenId, limits);
    const state = stateOf(counters, limits);
    const quota = this.#quotas.get(tokenId) ?? { requests: 0, tokens: 0, version: 0 };
    const usedUp = quotaReached(quota, limits, estimate);
    if (usedUp !== null) return { kind: "denied", reason: "quota", dimension: usedUp, retryAfterMs: null, state };
    const slow = rateReached(counters, limits, estimate);
    if (slow !== null) return { kind: "denied", reason: "rate", ...slow, state };
    this.#count(tokenId, limits, { requests: 1, tokens: estimate });
    return {
      kind: "admitted",
      reservation: this.#reservation(tokenId, limits, estimate),
      state: stateOf(counters, limits),
    };
  }

  #reservation(tokenId: string, limits: GrantLimits, estimate: number): Reservation {
    let isOver = false;
    const correct = (requests: number, tokens: number): void => {
      if (isOver) return;
      isOver = true;
      this.#refill(tokenId, limits);
      this.#count(tokenId, limits, { requests, tokens });
    };
    return {
      settle: (used) => {
        correct(0, used - estimate);
      },
      release: () => {
        correct(-1, -estimate);
      },
    };
  }

  #refill(tokenId: string, limits: GrantLimits): Counters {
    const nowMs = this.#ports.now();
    const counters = this.#counters.get(tokenId) ?? { requests: null, tokens: null };
    if (limits.requestsPerMinute !== null) {
      counters.requests = refilled(counters.requests, limits.requestsPerMinute, nowMs);
    }
    if (limits.tokensPerMinute !== null) counters.tokens = refilled(counters.tokens, limits.tokensPerMinute, nowMs);
    if (hasRate(limits)) this.#counters.set(tokenId, counters);
    return counters;
  }

  #count(tokenId: string, limits: GrantLimits, add: { readonly requests: number; readonly tokens: number }): void {
    const counters = this.#counters.get(tokenId);
    if (counters?.requests != null && limits.requestsPerMinute !== null) {
      counters.requests = taken(counters.requests, add.requests, limits.requestsPerMinute);
    }
    if (counters?.tokens != null && limits.tokensPerMinute !== null) {
      counters.tokens = taken(counters.tokens, add.tokens, limits.tokensPerMinute);
    }
    const quota = this.#quotas.get(tokenId);
    if (quota === undefined || !hasQuota(limits)) return;
    const use = {
      requests: Math.max(0, quota.requests + add.requests),
      tokens: Math.max(0, quota.tokens + add.tokens),
      version: quota.version + 1,
    };
    this.#quotas.set(tokenId, use);
    this.#ports.writer?.note(tokenId, use);
  }
}

const stateOf = ({ requests, tokens }: Counters, limits: GrantLimits): LimitState => ({
  requests:
    requests === null || limits.requestsPerMinute === null ? null : bucketState(requests, limits.requestsPerMinute),
  tokens: tokens === null || limits.tokensPerMinute === null ? null : bucketState(tokens, limits.tokensPerMinute),
});

function quotaReached(use: QuotaUse, limits: GrantLimits, estimate: number): "requests" | "tokens" | null {
  if (limits.maxRequests !== null && use.requests + 1 > limits.maxRequests) return "requests";
  return limits.maxTokens !== null && use.tokens + estimate > limits.maxTokens ? "tokens" : null;
}

function rateReached(
  { requests, tokens }: Counters,
  { requestsPerMinute, tokensPerMinute }: GrantLimits,
  estimate: number,
): { readonly dimension: "requests" | "tokens"; readonly retryAfterMs: number | null } | null {
  if (requests !== null && requestsPerMinute !== null && requests.level < 1) {
    return { dimension: "requests", retryAfterMs: bucketWaitMs(requests, 1, requestsPerMinute) };
  }
  if (tokens !== null && tokensPerMinute !== null && tokens.level < estimate) {
    return { dimension: "tokens", retryAfterMs: bucketWaitMs(tokens, estimate, tokensPerMinute) };
  }
  return null;
}

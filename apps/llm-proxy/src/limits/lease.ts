import type { GrantLimits } from "../access/grant.js";
import type { WindowUse } from "./sliding-window.js";

/** What Redis says of a token when it has decided all that was asked together. */
export interface TokenState {
  readonly windowStartMs: number;
  /** Leased ones count as used. */
  readonly requests: WindowUse;
  readonly tokens: WindowUse;
}

/** What a lease is to hold. */
export interface Share {
  readonly requests: number;
  readonly tokens: number;
}

/** Time in which a burst that just began says little of what is to come. */
const SHORTEST_SAMPLE_MS = 10;

/**
 * One token's part of its limits that this task may admit from by itself, and how fast it goes. Counted in Redis already, in
 * the window where it was leased; it ends with that window, so that whatever is admitted from it was counted where it belongs.
 */
export class Lease {
  readonly tokenId: string;
  readonly limits: GrantLimits;
  /** Left of it. Below 0: more was used than estimated, and Redis is to hear of it. */
  requests = 0;
  tokens = 0;
  /** Monotonic; 0: there is none at the moment. */
  endMs = 0;
  /** Where it is counted; -1: nowhere. */
  windowStartMs = -1;
  /** A new one is asked for, so that nobody else asks for one more. */
  isAsked = false;
  lastAskMs: number;
  readonly #countsRequests: boolean;
  readonly #countsTokens: boolean;
  #state: TokenState | null = null;
  #stateAtMs = 0;
  #used = { requests: 0, tokens: 0 };
  #sampleFromMs: number;
  #perMs = { requests: 0, tokens: 0 };

  constructor(tokenId: string, limits: GrantLimits, nowMs: number) {
    this.tokenId = tokenId;
    this.limits = limits;
    this.#countsRequests = limits.requestsPerMinute !== null || limits.maxRequests !== null;
    this.#countsTokens = limits.tokensPerMinute !== null || limits.maxTokens !== null;
    this.lastAskMs = nowMs;
    this.#sampleFromMs = nowMs;
  }

  get isEmpty(): boolean {
    return isEmpty(this);
  }

  /** Takes one request from it, if it holds as much. */
  take(estimatedTokens: number, nowMs: number): boolean {
    if (nowMs >= this.endMs) return false;
    if (this.#countsRequests && this.requests < 1) return false;
    if (this.#countsTokens && this.tokens < estimatedTokens) return false;
    this.requests -= 1;
    this.tokens -= estimatedTokens;
    this.#used.requests += 1;
    this.#used.tokens += estimatedTokens;
    return true;
  }

  /** Redis is asked for requests that the lease could not serve. */
  asked(estimates: readonly number[], nowMs: number): void {
    this.lastAskMs = nowMs;
    for (const tokens of estimates) {
      this.#used.requests += 1;
      this.#used.tokens += tokens;
    }
  }

  /** What the next so many milliseconds need if they are like the last ones. */
  wish(leaseMs: number, nowMs: number): Share {
    const passedMs = nowMs - this.#sampleFromMs;
    if (passedMs >= SHORTEST_SAMPLE_MS) {
      this.#perMs = { requests: this.#used.requests / passedMs, tokens: this.#used.tokens / passedMs };
      this.#used = { requests: 0, tokens: 0 };
      this.#sampleFromMs = nowMs;
    }
    const requests = Math.floor(this.#perMs.requests * leaseMs);
    // A lease of one would save nothing.
    return requests < 2
      ? NOTHING
      : { requests, tokens: Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(this.#perMs.tokens * leaseMs)) };
  }

  /** Takes everything out of it. @returns What is left, to be given back. */
  end(): Share & { readonly windowStartMs: number } {
    const { requests, tokens, windowStartMs } = this;
    this.requests = 0;
    this.tokens = 0;
    this.endMs = 0;
    this.windowStartMs = -1;
    return { requests, tokens, windowStartMs };
  }

  granted(share: Share, endMs: number, windowStartMs: number): void {
    this.requests += share.requests;
    this.tokens += share.tokens;
    this.endMs = endMs;
    this.windowStartMs = windowStartMs;
  }

  learned(state: TokenState, nowMs: number): void {
    this.#state = state;
    this.#stateAtMs = nowMs;
  }

  /** As Redis said it, less what has come back and more what has been taken since; others' use since then is not in it. */
  useOf(kind: "requests" | "tokens", nowMs: number): WindowUse {
    const { previous, current, elapsedMs } = this.#state?.[kind] ?? UNUSED;
    return {
      previous,
      current: Math.max(0, current - this[kind]),
      elapsedMs: elapsedMs + Math.max(0, Math.floor(nowMs - this.#stateAtMs)),
    };
  }
}

export const isEmpty = ({ requests, tokens }: Share): boolean => requests === 0 && tokens === 0;

const NOTHING: Share = { requests: 0, tokens: 0 };
const UNUSED: WindowUse = { previous: 0, current: 0, elapsedMs: 0 };

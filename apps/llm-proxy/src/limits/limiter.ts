import type { GrantLimits } from "../access/grant.js";

/** Admits requests exactly, over all tasks. */
export interface Limiter {
  /** At once from what the task has leased, or else in one round trip. */
  reserve(ask: LimitAsk): LimitDecision | Promise<LimitDecision>;
  /** Ends background work; pending settlements are sent first, within the signal. */
  close(signal: AbortSignal): Promise<void>;
}

export interface LimitAsk {
  readonly tokenId: string;
  readonly limits: GrantLimits;
  /** What the request may use, input and output; reserved now, corrected by `settle`. */
  readonly estimatedTokens: number;
}

export type LimitDecision =
  | { readonly kind: "admitted"; readonly reservation: Reservation; readonly state: LimitState | null }
  /** `rate`: try again later. `quota`: used up for good. */
  | {
      readonly kind: "denied";
      readonly reason: "rate" | "quota";
      readonly dimension: "requests" | "tokens";
      readonly retryAfterMs: number | null;
      readonly state: LimitState;
    }
  /** Redis is away and the policy says closed. */
  | { readonly kind: "unavailable" };

export interface Reservation {
  /** Replaces the estimate by what was really used. Never throws, never waits; only the first call counts. */
  settle(usedTokens: number): void;
  /** Gives everything back: the request never reached a provider. */
  release(): void;
}

/** Values of the `x-ratelimit-*` headers; `null`: no such limit, no such header. */
export interface LimitState {
  readonly requests: LimitWindow | null;
  readonly tokens: LimitWindow | null;
}

export interface LimitWindow {
  readonly limit: number;
  readonly remaining: number;
  readonly resetMs: number;
}

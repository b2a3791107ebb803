export interface BreakerSettings {
  /** Failures in a row that open it. Five is what one bad second at a busy gateway brings. */
  readonly failureThreshold: number;
  /** How long it stays open before one call may try. */
  readonly openMs: number;
}

export const BREAKER_DEFAULTS = {
  failureThreshold: 5,
  openMs: 15_000,
} as const satisfies BreakerSettings;

type BreakerState =
  | { readonly kind: "closed"; readonly failures: number }
  | { readonly kind: "open"; readonly untilMs: number }
  /** One call is on its way to find out. */
  | { readonly kind: "half-open"; readonly sinceMs: number };

/** Keeps calls from a provider and key that fails; truncated streams count as failures. */
export class Breaker {
  readonly #settings: BreakerSettings;
  #state: BreakerState = { kind: "closed", failures: 0 };
  /** The key is told to pause (429); not a failure, but calls go elsewhere. */
  #pausedUntilMs = 0;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
  }

  /** @returns 0: the call may go; else milliseconds until it is worth asking again. */
  acquire(nowMs: number): number {
    if (this.#pausedUntilMs > nowMs) return this.#pausedUntilMs - nowMs;
    const state = this.#state;
    switch (state.kind) {
      case "closed":
        return 0;
      case "open":
        if (state.untilMs > nowMs) return state.untilMs - nowMs;
        this.#state = { kind: "half-open", sinceMs: nowMs };
        return 0;
      case "half-open": {
        // A probe that never reported back must not shut the provider out for ever.
        const left = state.sinceMs + this.#settings.openMs - nowMs;
        if (left > 0) return left;
        this.#state = { kind: "half-open", sinceMs: nowMs };
        return 0;
      }
    }
  }

  succeeded(): void {
    if (this.#state.kind === "closed" && this.#state.failures === 0) return;
    this.#state = { kind: "closed", failures: 0 };
  }

  failed(nowMs: number): void {
    const state = this.#state;
    const failures = state.kind === "closed" ? state.failures + 1 : this.#settings.failureThreshold;
    this.#state =
      failures >= this.#settings.failureThreshold
        ? { kind: "open", untilMs: nowMs + this.#settings.openMs }
        : { kind: "closed", failures };
  }

  /** The caller left before anything could be learnt; a probe's place is free again. */
  abandoned(nowMs: number): void {
    if (this.#state.kind === "half-open") this.#state = { kind: "open", untilMs: nowMs };
  }

  pause(untilMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs);
  }

  get state(): BreakerState["kind"] {
    return this.#state.kind;
  }
}

/** `closed`: all pass. `open`: none passes. `half-open`: one passes, and its end decides. */
export type CircuitState = "closed" | "open" | "half-open";

export const CIRCUIT_DEFAULTS = {
  /** A single late answer is no outage; five in a row are. */
  failuresToOpen: 5,
  /** Long enough that an outage costs next to nothing, short enough that nobody notices its end. */
  openMs: 1_000,
} as const;

/** Keeps callers from waiting for something that is known to be away. Who passes must tell how it ended. */
export class CircuitBreaker {
  readonly #now: () => number;
  readonly #failuresToOpen: number;
  readonly #openMs: number;
  #failures = 0;
  #openedAtMs = 0;
  #state: CircuitState = "closed";

  /** @param now milliseconds of a clock that only goes forward. */
  constructor(now: () => number, options: Partial<Record<keyof typeof CIRCUIT_DEFAULTS, number>> = {}) {
    this.#now = now;
    this.#failuresToOpen = options.failuresToOpen ?? CIRCUIT_DEFAULTS.failuresToOpen;
    this.#openMs = options.openMs ?? CIRCUIT_DEFAULTS.openMs;
  }

  get state(): CircuitState {
    return this.#state;
  }

  /** Whether to try now. */
  allows(): boolean {
    if (this.#state === "closed") return true;
    if (this.#now() - this.#openedAtMs < this.#openMs) return false;
    // The next probe is due after as long again, should this one never tell how it ended.
    this.#openedAtMs = this.#now();
    this.#state = "half-open";
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#state = "closed";
  }

  failed(): void {
    this.#failures += 1;
    if (this.#state === "closed" && this.#failures < this.#failuresToOpen) return;
    this.#state = "open";
    this.#openedAtMs = this.#now();
  }
}

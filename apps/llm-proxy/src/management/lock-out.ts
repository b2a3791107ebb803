import { LRUCache } from "lru-cache";

const LOCK_OUT_DEFAULTS = {
  /** More than a person mistypes, and nothing for somebody who guesses. */
  maxFailures: 10,
  windowMs: 60_000,
  /** Addresses that are remembered: bounded, whoever knocks. */
  maxAddresses: 10_000,
} as const;

interface Failures {
  count: number;
  readonly untilMs: number;
}

/** Counts wrong management tokens by address. Behind a load balancer the server must trust its `x-forwarded-for`. */
export class LockOut {
  readonly #failures = new LRUCache<string, Failures>({ max: LOCK_OUT_DEFAULTS.maxAddresses });
  readonly #now: () => number;

  /** @param now Milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns How long the address has to wait before it may try again; `null`: it may now. */
  waitMs(address: string): number | null {
    const known = this.#failures.get(address);
    if (known === undefined || known.count < LOCK_OUT_DEFAULTS.maxFailures) return null;
    const waitMs = known.untilMs - this.#now();
    return waitMs > 0 ? waitMs : null;
  }

  fail(address: string): void {
    const known = this.#failures.get(address);
    const nowMs = this.#now();
    if (known !== undefined && known.untilMs > nowMs) known.count++;
    else this.#failures.set(address, { count: 1, untilMs: nowMs + LOCK_OUT_DEFAULTS.windowMs });
  }

  succeed(address: string): void {
    this.#failures.delete(address);
  }
}

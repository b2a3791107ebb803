import type { Clock } from "../clock/clock.js";

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/**
 * Simulated time: it stands still while anybody works, and jumps to the next one who wakes when all of them sleep. Whoever works between two
 * sleeps may await fakes, but no real input or output.
 */
export class FakeClock implements Clock {
  #nowMs: number;
  #sleepers: readonly Sleeper[] = [];
  #isTurning = false;

  constructor(startIso = "2026-11-21T10:00:00.000Z") {
    this.#nowMs = new Date(startIso).getTime();
  }

  /** Time passes while somebody works. */
  advance(milliseconds: number): void {
    this.#nowMs += milliseconds;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const sleeper: Sleeper = { atMs: this.#nowMs + Math.max(0, milliseconds), wake: resolve };
      const leave = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#sleepers = [...this.#sleepers, sleeper];
      this.#turn();
    });
  }

  /** After everything that is ready to run has run, the earliest sleeper wakes. */
  #turn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      const next = this.#sleepers.toSorted((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined) return;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
      this.#turn();
    });
  }
}

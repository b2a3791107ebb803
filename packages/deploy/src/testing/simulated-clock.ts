import type { Clock } from "../clock/clock.js";

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/**
 * Simulated time for several who work side by side: whenever all of them sleep, it jumps to the moment at which the first wakes up.
 * `FakeClock` goes on as soon as anybody sleeps.
 */
export class SimulatedClock implements Clock {
  private now: number;
  private sleepers: readonly Sleeper[] = [];
  private isJumping = false;

  constructor(startMs = Date.UTC(2026, 10, 21)) {
    this.now = startMs;
  }

  nowMs(): number {
    return this.now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const sleeper = {
        atMs: this.now + Math.max(0, milliseconds),
        wake: () => {
          signal?.removeEventListener("abort", stop);
          this.sleepers = this.sleepers.filter((other) => other !== sleeper);
          resolve();
        },
      };
      const stop = (): void => {
        sleeper.wake();
      };
      signal?.addEventListener("abort", stop);
      this.sleepers = [...this.sleepers, sleeper];
      this.jumpSoon();
    });
  }

  private jumpSoon(): void {
    if (this.isJumping) return;
    this.isJumping = true;
    // Promises that are ready go first; only then has everybody who will fall asleep done so.
    setImmediate(() => {
      this.isJumping = false;
      const [first] = this.sleepers.toSorted((left, right) => left.atMs - right.atMs);
      if (first === undefined) return;
      this.now = Math.max(this.now, first.atMs);
      first.wake();
      if (this.sleepers.length > 0) this.jumpSoon();
    });
  }
}

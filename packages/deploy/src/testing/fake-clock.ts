import type { Clock } from "../clock/clock.js";

/** Time that passes only when somebody sleeps, or when a test says so. */
export class FakeClock implements Clock {
  #nowMs: number;

  constructor(startIso = "2026-11-21T10:00:00.000Z") {
    this.#nowMs = new Date(startIso).getTime();
  }

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(milliseconds: number): Promise<void> {
    this.#nowMs += milliseconds;
    return Promise.resolve();
  }

  advance(milliseconds: number): void {
    this.#nowMs += milliseconds;
  }
}

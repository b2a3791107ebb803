import { setTimeout as wait } from "node:timers/promises";
import { type Clock, processClock } from "@fairlead/deploy";

/** Simulated seconds in a real one, at most: what works in real time beside those who sleep is not left behind by hours. */
const SPEED = 500;

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/**
 * The machine's time, and besides that whatever was slept away: who sleeps for ten minutes has slept after a second, and all
 * others have grown older by as much. So a bake takes a moment, and yet nothing lies before what a real clock has dated.
 */
export class RehearsalClock implements Clock {
  private skippedMs = 0;
  private sleepers: readonly Sleeper[] = [];
  private isMoving = false;

  nowMs(): number {
    return processClock.nowMs() + this.skippedMs;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const sleeper = {
      atMs: this.nowMs() + Math.max(0, milliseconds),
      wake: () => {
        signal?.removeEventListener("abort", sleeper.wake);
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        resolve(undefined);
      },
    };
    signal?.addEventListener("abort", sleeper.wake);
    this.sleepers = [...this.sleepers, sleeper];
    if (!this.isMoving) void this.move();
    await promise;
  }

  private async move(): Promise<void> {
    this.isMoving = true;
    for (;;) {
      const [first] = this.sleepers.toSorted((left, right) => left.atMs - right.atMs);
      if (first === undefined) break;
      const beforeMs = this.nowMs();
      await wait(Math.max(1, (first.atMs - beforeMs) / SPEED));
      // Another may have fallen asleep meanwhile, for less.
      const nextMs = Math.min(...this.sleepers.map((sleeper) => sleeper.atMs));
      if (!Number.isFinite(nextMs)) break;
      this.skippedMs += Math.max(0, nextMs - this.nowMs());
      for (const sleeper of this.sleepers) if (sleeper.atMs <= nextMs) sleeper.wake();
    }
    this.isMoving = false;
  }
}

import { setTimeout as wait } from "node:timers/promises";
import { type Clock, processClock } from "@fairlead/deploy";

/** Simulated seconds in a real one, at most: what works in real time beside those who sleep is not left behind by hours. */
const SPEED = 1500;

/** Who sleeps for longer sets a deadline: it comes when others have slept for so long, and hurries nobody. */
const DEADLINE_MS = 30 * 60 * 1000;

interface Sleeper {
  readonly atMs: number;
  readonly hurries: boolean;
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
  private interrupt = new AbortController();

  nowMs(): number {
    return processClock.nowMs() + this.skippedMs;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const sleeper = {
      atMs: this.nowMs() + Math.max(0, milliseconds),
      hurries: milliseconds <= DEADLINE_MS,
      wake: () => {
        signal?.removeEventListener("abort", sleeper.wake);
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        resolve(undefined);
      },
    };
    signal?.addEventListener("abort", sleeper.wake);
    this.sleepers = [...this.sleepers, sleeper];
    // Whoever sleeps for less than those before is not kept waiting for them.
    this.interrupt.abort();
    if (!this.isMoving) void this.move();
    await promise;
  }

  private async move(): Promise<void> {
    this.isMoving = true;
    for (;;) {
      const next = Math.min(...this.sleepers.filter(({ hurries }) => hurries).map(({ atMs }) => atMs));
      if (!Number.isFinite(next)) break;
      this.interrupt = new AbortController();
      const { signal } = this.interrupt;
      const realMs = Math.max(1, (next - this.nowMs()) / SPEED);
      const isDue = await wait(realMs, true, { signal }).catch(() => false);
      if (!isDue) continue;
      this.skippedMs += Math.max(0, next - this.nowMs());
      const nowMs = this.nowMs();
      for (const sleeper of this.sleepers) if (sleeper.atMs <= nowMs) sleeper.wake();
    }
    this.isMoving = false;
  }
}

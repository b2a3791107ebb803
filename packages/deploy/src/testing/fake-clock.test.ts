import { describe, expect, it } from "vitest";
import { FakeClock } from "./fake-clock.js";

describe("the fake clock", () => {
  it("wakes sleepers in the order of their times, whoever slept first", async () => {
    const clock = new FakeClock("1970-01-01T00:00:00.000Z");
    const woken: string[] = [];
    const sleepThen = async (name: string, milliseconds: number): Promise<void> => {
      await clock.sleep(milliseconds);
      woken.push(`${name} at ${clock.nowMs()}`);
    };
    await Promise.all([sleepThen("late", 500), sleepThen("early", 100).then(() => sleepThen("again", 50))]);

    expect(woken).toEqual(["early at 100", "again at 150", "late at 500"]);
  });

  it("lets a sleeper go when its signal is aborted, and time stands where it was", async () => {
    const clock = new FakeClock("1970-01-01T00:00:00.007Z");
    const controller = new AbortController();
    const sleeping = clock.sleep(1000, controller.signal);
    controller.abort();
    await sleeping;

    expect(clock.nowMs()).toBe(7);
  });
});

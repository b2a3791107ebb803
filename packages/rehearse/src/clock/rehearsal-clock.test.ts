import { describe, expect, it } from "vitest";
import { RehearsalClock } from "./rehearsal-clock.js";

describe("a rehearsal's clock", () => {
  it("has slept ten minutes after a moment", async () => {
    const clock = new RehearsalClock();
    const beforeMs = clock.nowMs();
    await clock.sleep(10 * 60_000);
    expect(clock.nowMs() - beforeMs).toBeGreaterThanOrEqual(10 * 60_000);
  });

  it("wakes whoever sleeps for less first, also when they fell asleep later", async () => {
    const clock = new RehearsalClock();
    const woken: string[] = [];
    const long = clock.sleep(20 * 60_000).then(() => woken.push("long"));
    await clock.sleep(1_000).then(() => woken.push("short"));
    await long;
    expect(woken).toEqual(["short", "long"]);
  });

  it("isn't hurried by a deadline, and lets it come", async () => {
    const clock = new RehearsalClock();
    let isDue = false;
    const deadline = clock.sleep(2 * 3_600_000).then(() => (isDue = true));
    await clock.sleep(60_000);
    expect(isDue).toBe(false);
    for (let minute = 0; minute < 120; minute += 20) await clock.sleep(20 * 60_000);
    await deadline;
  });

  it("wakes at once whoever is told to stop", async () => {
    const stop = new AbortController();
    const slept = new RehearsalClock().sleep(24 * 3_600_000, stop.signal);
    stop.abort();
    await slept;
    expect(stop.signal.aborted).toBe(true);
  });
});

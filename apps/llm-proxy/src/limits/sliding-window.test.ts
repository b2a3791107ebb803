import fc from "fast-check";
import { expect, it } from "vitest";
import { fits, WINDOW_MS, waitMs, windowState, type WindowUse } from "./sliding-window.js";

const windows = fc.record({
  previous: fc.nat(2_000),
  current: fc.nat(1_000),
  elapsedMs: fc.nat(WINDOW_MS - 1),
});

/** The same use, seen later. */
function later(use: WindowUse, ms: number): WindowUse {
  const elapsedMs = use.elapsedMs + ms;
  if (elapsedMs < WINDOW_MS) return { ...use, elapsedMs };
  if (elapsedMs < 2 * WINDOW_MS) return { previous: use.current, current: 0, elapsedMs: elapsedMs - WINDOW_MS };
  return { previous: 0, current: 0, elapsedMs: 0 };
}

it("names a wait after which the cost fits, and not a millisecond too long", () => {
  fc.assert(
    fc.property(windows, fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }), (use, cost, limit) => {
      const wait = waitMs(use, cost, limit);
      if (wait === null) return cost > limit;
      return fits(later(use, wait), cost, limit) && (wait === 0 || !fits(later(use, wait - 1), cost, limit));
    }),
  );
});

it("is free of all use after the reset it names", () => {
  fc.assert(
    fc.property(windows, fc.integer({ min: 1, max: 1_000 }), (use, limit) => {
      const after = windowState(later(use, windowState(use, limit).resetMs), limit);
      return after.remaining === limit && after.resetMs === 0;
    }),
  );
});

it("has as much remaining as fits", () => {
  fc.assert(
    fc.property(windows, fc.integer({ min: 1, max: 1_000 }), (use, limit) => {
      const { remaining } = windowState(use, limit);
      return (remaining === 0 || fits(use, remaining, limit)) && !fits(use, remaining + 1, limit);
    }),
  );
});

it("counts the window before by the part of it that still overlaps the last minute", () => {
  expect(windowState({ previous: 100, current: 10, elapsedMs: 45_000 }, 100)).toEqual({
    limit: 100,
    remaining: 65,
    resetMs: 75_000,
  });
});

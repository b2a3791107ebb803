import fc from "fast-check";
import { expect, it } from "vitest";
import { shutdownBudget } from "./shutdown-budget.js";

it("never plans more than the whole time, whatever is wished", () => {
  fc.assert(
    fc.property(fc.nat(200_000), fc.nat(600_000), fc.nat(600_000), (totalMs, drainDelayMs, callsMs) => {
      const budget: Readonly<Record<string, number>> = { ...shutdownBudget(totalMs, { drainDelayMs, callsMs }) };
      const parts = Object.values(budget);
      expect(parts.every((ms) => Number.isInteger(ms) && ms >= 0)).toBe(true);
      expect(parts.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(totalMs);
    }),
  );
});

it("gives the calls what they wish for in the 110 s of the default", () => {
  expect(shutdownBudget(110_000, { drainDelayMs: 5000, callsMs: 80_000 })).toMatchObject({
    drainDelayMs: 5000,
    callsMs: 80_000,
    busMs: 6000,
  });
});

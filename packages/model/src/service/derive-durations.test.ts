import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveDurations, DURATION_LIMITS } from "./derive-durations.js";

const nothingStated = { longestResponseSeconds: null, stopTimeoutSeconds: null };

describe("the durations of a service", () => {
  it("follow from AWS's own defaults when nothing is stated", () => {
    expect(deriveDurations({ routed: true, ...nothingStated })).toMatchObject({
      longestResponseSeconds: 60,
      stopTimeoutSeconds: 60,
      deregistrationDelaySeconds: 60,
      healthCheckGraceSeconds: 60,
    });
    expect(deriveDurations({ routed: false, ...nothingStated })).toMatchObject({
      longestResponseSeconds: 30,
      stopTimeoutSeconds: 30,
      deregistrationDelaySeconds: null,
      healthCheckGraceSeconds: 0,
    });
  });

  it("let a response of any length that AWS can hold end before its task goes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: DURATION_LIMITS.deregistrationDelaySeconds }), (longest) => {
        const derived = deriveDurations({ routed: true, longestResponseSeconds: longest, stopTimeoutSeconds: null });
        expect(derived.deregistrationDelaySeconds).toBeGreaterThanOrEqual(longest);
        expect(derived.bakeMinutes * 60).toBeGreaterThanOrEqual(longest);
        expect(Number.isInteger(derived.bakeMinutes)).toBe(true);
        expect(derived.stopTimeoutSeconds).toBeLessThanOrEqual(DURATION_LIMITS.stopTimeoutSeconds);
        expect(derived.stopTimeoutSeconds).toBeGreaterThanOrEqual(DURATION_LIMITS.defaultStopTimeoutSeconds);
      }),
    );
  });

  it("keep a stop timeout that is stated", () => {
    expect(
      deriveDurations({ routed: true, longestResponseSeconds: 600, stopTimeoutSeconds: 45 }).stopTimeoutSeconds,
    ).toBe(45);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveDurations, DURATION_LIMITS } from "./derive-durations.js";

const onFargate = { mostStopSeconds: DURATION_LIMITS.stopTimeoutSeconds };
const nothingStated = { ...onFargate, longestResponseSeconds: null, stopTimeoutSeconds: null };

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
        const derived = deriveDurations({
          ...onFargate,
          routed: true,
          longestResponseSeconds: longest,
          stopTimeoutSeconds: null,
        });
        expect(derived.deregistrationDelaySeconds).toBeGreaterThanOrEqual(longest);
        expect(derived.bakeMinutes * 60).toBeGreaterThanOrEqual(longest);
        expect(Number.isInteger(derived.bakeMinutes)).toBe(true);
        expect(derived.stopTimeoutSeconds).toBeLessThanOrEqual(DURATION_LIMITS.stopTimeoutSeconds);
        expect(derived.stopTimeoutSeconds).toBeGreaterThanOrEqual(DURATION_LIMITS.defaultStopTimeoutSeconds);
      }),
    );
  });

  it("leave work the time that it takes where nothing but the work ends it", () => {
    const stated = { routed: false, longestResponseSeconds: 900, stopTimeoutSeconds: null };
    expect(deriveDurations({ ...stated, mostStopSeconds: 3600 }).stopTimeoutSeconds).toBe(900);
  });

  it("keep a stop timeout that is stated", () => {
    expect(
      deriveDurations({ ...onFargate, routed: true, longestResponseSeconds: 600, stopTimeoutSeconds: 45 })
        .stopTimeoutSeconds,
    ).toBe(45);
  });
});

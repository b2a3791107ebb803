import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRetryAfterMs, RETRY_DEFAULTS, retryDelayMs } from "./retry-policy.js";

describe("the pause before another try", () => {
  it("is never shorter than what the provider asks for", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (floorMs, chance) => {
        const delay = retryDelayMs({ retriesDone: 0, floorMs }, RETRY_DEFAULTS, () => chance);
        expect(delay === null ? floorMs > RETRY_DEFAULTS.maxDelayMs : delay >= floorMs).toBe(true);
      }),
    );
  });

  it("doubles, with jitter, and ends with the retries", () => {
    const settings = { maxRetries: 2, baseDelayMs: 100, maxDelayMs: 5000 };
    const pauses = [0, 1, 2].map((retriesDone) => retryDelayMs({ retriesDone, floorMs: null }, settings, () => 0.5));
    expect(pauses).toEqual([75, 150, null]);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("Wed, 21 Oct 2026 07:28:00 GMT");
  it.each([
    [{ "retry-after": "2" }, 2000],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after": "Wed, 21 Oct 2026 07:28:03 GMT" }, 3000],
    [{ "retry-after": "Wed, 21 Oct 2026 07:27:00 GMT" }, 0],
    [{ "retry-after-ms": "20", "retry-after": "1" }, 20],
    [{ "x-ms-retry-after-ms": "30", "retry-after": "1" }, 30],
    [{ "retry-after": "soon" }, null],
    [{}, null],
  ])("is read from %j", (headers, expected) => {
    expect(readRetryAfterMs(headers, now)).toBe(expected);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { isoTime } from "./iso-time.js";

it("tells every time as Date does", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1, max: 4_102_444_800_000 }), { minLength: 1 }),
      fc.nat(2_500),
      (times, step) => {
        for (const time of times) {
          expect(isoTime(time)).toBe(new Date(time).toISOString());
          expect(isoTime(time + step)).toBe(new Date(time + step).toISOString());
        }
      },
    ),
  );
  expect(isoTime(1_700_000_000_123.9)).toBe("2023-11-14T22:13:20.123Z");
});

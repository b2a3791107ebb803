import fc from "fast-check";
import { expect, it } from "vitest";
import { hundredths, thousandths } from "./fixed-point.js";

const numbers = fc.oneof(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.integer(), fc.double());

it("writes what JavaScript writes of a rounded number", () => {
  fc.assert(
    fc.property(numbers, (ms) => {
      expect(hundredths(ms)).toBe(String(Math.round(ms * 100) / 100));
      expect(thousandths(ms)).toBe(String(Math.round(ms * 1000) / 1000));
    }),
  );
});

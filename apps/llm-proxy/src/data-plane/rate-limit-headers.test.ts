import { expect, it } from "vitest";
import { goDuration } from "./rate-limit-headers.js";

it.each([
  [0, "0ms"],
  [12, "12ms"],
  [999.6, "1s"],
  [1500, "1.5s"],
  [360_000, "6m0s"],
  [3_601_000, "1h0m1s"],
  [-5, "0ms"],
])("prints %d ms as %s", (milliseconds, expected) => {
  expect(goDuration(milliseconds)).toBe(expected);
});

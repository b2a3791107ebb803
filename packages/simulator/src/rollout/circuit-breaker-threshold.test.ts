import { expect, it } from "vitest";
import { circuitBreakerThreshold } from "./circuit-breaker-threshold.js";

it("is half of the desired count, 3 at least and 200 at most", () => {
  expect([1, 6, 7, 25, 400, 800].map(circuitBreakerThreshold)).toEqual([3, 3, 4, 13, 200, 200]);
});

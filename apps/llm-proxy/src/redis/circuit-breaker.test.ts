import { expect, it } from "vitest";
import { CircuitBreaker } from "./circuit-breaker.js";

it("opens after as many failures in a row as are allowed, and only then", () => {
  const breaker = new CircuitBreaker(() => 0, { failuresToOpen: 3 });
  breaker.failed();
  breaker.failed();
  breaker.succeeded();
  breaker.failed();
  breaker.failed();
  expect(breaker.allows()).toBe(true);
  breaker.failed();
  expect(breaker.allows()).toBe(false);
});

it("lets a single one try after its pause; its success closes, its failure opens again", () => {
  let nowMs = 0;
  const breaker = new CircuitBreaker(() => nowMs, { failuresToOpen: 1, openMs: 100 });
  breaker.failed();
  nowMs = 100;
  expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
  breaker.failed();
  nowMs = 199;
  expect(breaker.allows()).toBe(false);
  nowMs = 200;
  expect(breaker.allows()).toBe(true);
  breaker.succeeded();
  expect([breaker.state, breaker.allows()]).toEqual(["closed", true]);
});

it("lets another one try when a probe never tells how it ended", () => {
  let nowMs = 0;
  const breaker = new CircuitBreaker(() => nowMs, { failuresToOpen: 1, openMs: 100 });
  breaker.failed();
  nowMs = 100;
  breaker.allows();
  nowMs = 200;
  expect(breaker.allows()).toBe(true);
});

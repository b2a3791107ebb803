import { describe, expect, it } from "vitest";
import { Breaker } from "./breaker.js";

const settings = { failureThreshold: 2, openMs: 100 };

describe("breaker", () => {
  it("opens after so many failures in a row, and only then", () => {
    const breaker = new Breaker(settings);
    breaker.failed(0);
    breaker.succeeded();
    breaker.failed(0);
    expect(breaker.acquire(0)).toBe(0);
    breaker.failed(10);
    expect(breaker.acquire(30)).toBe(80);
  });

  it("lets one call find out, and closes when that succeeds", () => {
    const breaker = new Breaker(settings);
    breaker.failed(0);
    breaker.failed(0);
    expect([breaker.acquire(100), breaker.acquire(100) > 0]).toEqual([0, true]);
    breaker.succeeded();
    expect(breaker.acquire(100)).toBe(0);
  });

  it("opens again when the probe fails", () => {
    const breaker = new Breaker(settings);
    breaker.failed(0);
    breaker.failed(0);
    breaker.acquire(100);
    breaker.failed(110);
    expect([breaker.acquire(209), breaker.acquire(210)]).toEqual([1, 0]);
  });

  it("gives the probe's place free when its caller leaves, or when it is never heard of again", () => {
    const left = new Breaker(settings);
    left.failed(0);
    left.failed(0);
    left.acquire(100);
    left.abandoned(101);
    expect(left.acquire(101)).toBe(0);
    expect([left.acquire(150) > 0, left.acquire(201)]).toEqual([true, 0]);
  });

  it("pauses for a provider that asks for it without counting that as a failure", () => {
    const breaker = new Breaker(settings);
    breaker.pause(50);
    expect([breaker.acquire(20), breaker.acquire(50), breaker.state]).toEqual([30, 0, "closed"]);
  });
});

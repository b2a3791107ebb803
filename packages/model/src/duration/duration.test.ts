import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDurationSeconds } from "./duration.js";

describe("a duration", () => {
  it("that was written is read as the same number of seconds", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => {
        expect(parseDurationSeconds(formatDuration(seconds))).toBe(seconds);
      }),
    );
  });

  it.each([
    ["30s", 30],
    ["10m", 600],
    ["2h", 7200],
    ["1d", 86_400],
    ["0s", 0],
  ])("%s has %i seconds", (text, seconds) => {
    expect(parseDurationSeconds(text)).toBe(seconds);
  });

  it.each(["", "10", "m", "5x", "1.5h", "-5m", " 5m", "5 m", "5M", "1h30m"])("is not %j", (text) => {
    expect(parseDurationSeconds(text)).toBeNull();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesPath, patternsMeet } from "./path-pattern.js";

describe("two patterns of paths", () => {
  it.each([
    ["/dashboard*", "/*"],
    ["/api/*", "/api/health"],
    ["/auth/login", "/auth/*"],
    ["/*/stream", "/api/*"],
    ["/v1", "/v?"],
    ["*", "/admin/*"],
  ])("%s and %s meet", (ours, theirs) => {
    expect(patternsMeet(ours, theirs)).toBe(true);
  });

  it.each([
    ["/dashboard*", "/admin/*"],
    ["/", "/admin/*"],
    ["/health", "/healthz"],
    ["/v1", "/v1?"],
  ])("%s and %s don't", (ours, theirs) => {
    expect(patternsMeet(ours, theirs)).toBe(false);
  });

  it("meet wherever a path fits the one and is the other", () => {
    const path = fc.stringMatching(/^\/[ab/]{0,6}$/);
    const pattern = fc.stringMatching(/^\/[ab/*]{0,6}$/);
    fc.assert(
      fc.property(path, pattern, (one, other) => {
        expect(patternsMeet(other, one)).toBe(matchesPath(other, one));
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { usableMib } from "./node-memory.js";

describe("the room of a cache's node", () => {
  it.each([
    ["cache.t4g.micro", 384],
    ["cache.t4g.small", 1052],
    ["cache.m7g.large", 4902],
    ["cache.r7g.large", 10_040],
    ["cache.r8g.large", 10_887],
  ])("of %s is three quarters of its memory, %d MiB", (nodeType, mib) => {
    expect(usableMib(nodeType)).toBe(mib);
  });

  it.each(["cache.m7g.48xlarge", "cache.x2g.large", "t4g.small"])("of %s isn't known", (nodeType) => {
    expect(usableMib(nodeType)).toBeNull();
  });
});

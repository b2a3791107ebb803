import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapModel, matchesPattern } from "./model-map.js";

describe("model map", () => {
  it.each([
    [{}, "any", "any"],
    [{ a: "b" }, "a", "b"],
    [{ a: "b" }, "c", null],
    [{ "gpt-*": "llama", "*": "*" }, "gpt-4o", "llama"],
    [{ "gpt-*": "llama", "*": "*" }, "other", "other"],
    [{ a: "*" }, "a", "a"],
    [{ a: "b" }, "toString", null],
  ])("%j names %s %s", (models, requested, expected) => {
    expect(mapModel(models, requested)).toBe(expected);
  });

  it("lets a star stand for anything, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (parts, text) => {
        const plain = parts.map((part) => part.replaceAll("*", ""));
        expect(matchesPattern(plain.join("*"), plain.join(text))).toBe(true);
        expect(matchesPattern(plain.join(""), plain.join(""))).toBe(true);
        expect(matchesPattern(`${plain.join("")}!`, plain.join(""))).toBe(false);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.js";

describe("the nearest word", () => {
  it.each([
    ["prdo", "prod"],
    ["PROD", "prod"],
    ["staging-eu", "staging"],
    ["Serv", "MyService"],
  ])("for %s is %s", (word, meant) => {
    expect(nearest(word, ["prod", "staging", "MyService"])).toBe(meant);
  });

  it("is none when nothing comes near", () => {
    expect(nearest("xyz", ["prod", "staging"])).toBeNull();
    expect(nearest("p", [])).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { nearestName, suggestName } from "./nearest-name.js";

const TIERS = ["minimal", "standard", "production"];

describe("the nearest name", () => {
  it.each([
    ["minimla", "minimal"],
    ["Standard", "standard"],
    ["prod", null],
    ["prodution", "production"],
    ["xyz", null],
    ["", null],
  ])("to %j is %j", (written, nearest) => {
    expect(nearestName(written, TIERS)).toBe(nearest);
  });

  it("is, of two that are equally near, the one that begins alike", () => {
    expect(nearestName("memPercent", ["cpuPercent", "memoryPercent"])).toBe("memoryPercent");
  });

  it("is none where nothing is known", () => {
    expect(nearestName("a", [])).toBeNull();
  });

  it("is suggested, with the others when they are few", () => {
    expect(suggestName("minimla", TIERS)).toBe('Did you mean "minimal"? Known: "minimal", "standard", "production".');
    expect(
      suggestName(
        "us-est-1",
        Array.from({ length: 9 }, (_, index) => `us-east-${index}`),
      ),
    ).toBe('Did you mean "us-east-1"?');
  });

  it("gives way to the list when nothing is near", () => {
    expect(suggestName("xyz", TIERS)).toBe('Use one of "minimal", "standard", "production".');
  });
});

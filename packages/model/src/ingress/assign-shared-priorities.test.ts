import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priorityOf } from "./assign-priorities.js";
import { assignSharedPriorities } from "./assign-shared-priorities.js";
import { patternWeight } from "./specificity.js";

const host = fc.stringMatching(/^pr-[0-9]{1,4}\.dev\.example\.com$/u);
const path = fc.stringMatching(/^\/(?:[a-z]{1,8}\/){0,4}\*?$/u);
const paths = fc.uniqueArray(path, { minLength: 1, maxLength: 5 });

describe("the places of rules on a listener that others have rules on", () => {
  it("have the more specific path of a host first, and what is refused before everything", () => {
    fc.assert(
      fc.property(host, paths, (of, all) => {
        const matches = all.map((each) => ({ host: of, path: each }));
        const refused = [{ host: of, path: "/metrics" }];
        const priorities = assignSharedPriorities(matches, refused, "");
        const places = matches.flatMap((match) => {
          const place = priorityOf(priorities, match);
          return place === null ? [] : [{ place, weight: patternWeight(match.path) }];
        });
        for (const left of places)
          for (const right of places) if (left.weight > right.weight) expect(left.place).toBeLessThan(right.place);
        const refusedAt = priorityOf(priorities, { host: of, path: "/metrics" });
        expect(refusedAt).not.toBeNull();
        for (const { place } of places) expect(place).toBeGreaterThan(refusedAt ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  it("stay before every rule for a pattern of hosts, and after what is refused on all", () => {
    fc.assert(
      fc.property(host, paths, fc.string(), (of, all, salt) => {
        const matches = all.map((each) => ({ host: of, path: each }));
        for (const place of assignSharedPriorities(matches, [], salt).values()) {
          if (place === null) continue;
          expect(place).toBeGreaterThanOrEqual(1000);
          expect(place).toBeLessThan(16_400);
        }
      }),
    );
  });

  it("are the same however many other routes there are, and other ones with another salt", () => {
    const match = { host: "pr-12.dev.example.com", path: "/v1/*" };
    const more = [match, { host: "pr-12.dev.example.com", path: "/*" }];
    const alone = priorityOf(assignSharedPriorities([match], [], ""), match);
    expect(priorityOf(assignSharedPriorities(more, [], ""), match)).toBe(alone);
    expect(priorityOf(assignSharedPriorities([match], [], "2"), match)).not.toBe(alone);
  });

  it("hardly ever meet: fifty previews with three rules each have one hundred and fifty places", () => {
    const places = Array.from({ length: 50 }, (_, index) => `pr-${index}.dev.example.com`).flatMap((of) => [
      ...assignSharedPriorities(
        [{ host: of, path: "/*" }],
        ["/metrics", "/metrics/*"].map((each) => ({ host: of, path: each })),
        "",
      ).values(),
    ]);
    expect(new Set(places).size).toBeGreaterThanOrEqual(148);
  });
});

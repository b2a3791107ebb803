import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignPriorities, priorityOf, type RuleMatch } from "./assign-priorities.js";
import { patternWeight } from "./specificity.js";

const segment = fc.constantFrom("v1", "v2", "chat", "models", "a", "*", "?", "x*", "*x", "a?");
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join("/")}`);
const host = fc.constantFrom(null, "llm.example.com", "admin.llm.example.com", "*.llm.example.com", "*.example.com");
const rule: fc.Arbitrary<RuleMatch> = fc.record({ host, path });
const keyOf = (match: RuleMatch): string => `${match.host ?? ""}${match.path}`;
const rules = fc.uniqueArray(rule, { selector: keyOf, maxLength: 20 });

/** Patterns of which the second matches all that the first does, and more: some of its characters became wildcards. */
const nested = fc
  .tuple(path, fc.array(fc.constantFrom("keep", "one", "many"), { minLength: 20, maxLength: 20 }))
  .map(([narrow, changes]) => {
    const wide = Array.from(narrow.slice(1)).map((character, index) => {
      const change = changes[index % changes.length];
      if (change === "one") return character === "*" ? "*" : "?";
      return change === "many" ? "*" : character;
    });
    return { narrow, wide: `/${wide.join("")}` };
  });

/** What a pattern means: in a run of wildcards the order doesn't matter and one star is as good as many. */
const meaning = (pattern: string): string =>
  pattern.replaceAll(/[*?]+/gu, (run) => `${run.replaceAll("*", "")}${run.includes("*") ? "*" : ""}`);

describe("priorities", () => {
  it("are all different and within what a listener takes", () => {
    fc.assert(
      fc.property(rules, fc.uniqueArray(path, { maxLength: 5 }), (forwarded, refusedPaths) => {
        const refused = refusedPaths.map((refusedPath) => ({ host: null, path: refusedPath }));
        const free = forwarded.filter((match) => match.host !== null);
        const values = [...assignPriorities(free, refused).values()];
        expect(new Set(values).size).toBe(values.length);
        expect(values.every((value) => value !== null && value >= 1 && value <= 50_000)).toBe(true);
      }),
    );
  });

  it("of old rules stay when a rule comes, unless the new one met one of them in its slot", () => {
    fc.assert(
      fc.property(rules, rule, (old, added) => {
        fc.pre(!old.some((match) => keyOf(match) === keyOf(added)));
        const alone = priorityOf(assignPriorities([added], []), added);
        const before = assignPriorities(old, []);
        const after = assignPriorities([...old, added], []);
        const changed = old.filter((match) => priorityOf(before, match) !== priorityOf(after, match));
        const meets = old.some((match) => priorityOf(before, match) === alone || priorityOf(after, added) !== alone);
        expect(changed.length === 0 || meets).toBe(true);
      }),
    );
  });

  it("don't depend on the order in which the rules are written", () => {
    fc.assert(
      fc.property(rules, (written) => {
        const forwards = assignPriorities(written, []);
        const backwards = assignPriorities(written.toReversed(), []);
        expect(written.map((match) => priorityOf(forwards, match))).toEqual(
          written.map((match) => priorityOf(backwards, match)),
        );
      }),
    );
  });

  it("put the narrower of two nested paths first, on any host", () => {
    fc.assert(
      fc.property(nested, host, ({ narrow, wide }, sharedHost) => {
        fc.pre(meaning(narrow) !== meaning(wide));
        const narrowRule = { host: sharedHost, path: narrow };
        const wideRule = { host: sharedHost, path: wide };
        const priorities = assignPriorities([wideRule, narrowRule], []);
        expect(priorityOf(priorities, narrowRule)).toBeLessThan(priorityOf(priorities, wideRule) ?? 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("put a host before a wildcard that covers it, and that before any host", () => {
    fc.assert(
      fc.property(path, (samePath) => {
        const hosts = ["admin.llm.example.com", "*.llm.example.com", "*.example.com", null];
        const written = hosts.map((ruleHost) => ({ host: ruleHost, path: samePath }));
        const priorities = written.map((match) => priorityOf(assignPriorities(written, []), match) ?? 0);
        expect(priorities).toEqual(priorities.toSorted((left, right) => left - right));
      }),
    );
  });

  it("put what is refused before all that is forwarded", () => {
    const refused = { host: null, path: "/metrics/*" };
    const forwarded = { host: "llm.example.com", path: `/metrics/${"a".repeat(119)}` };
    const priorities = assignPriorities([forwarded], [refused]);
    expect(priorityOf(priorities, refused)).toBeLessThan(priorityOf(priorities, forwarded) ?? 0);
  });

  it("run out when a band is full", () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ host: null, path: `/${String(index + 10)}` }));
    expect([...assignPriorities(many, []).values()].filter((value) => value === null)).toHaveLength(1);
  });
});

describe("the weight of a pattern", () => {
  it.each([
    ["/*", 2],
    ["/**", 2],
    ["/v1/*", 11],
    ["/v1/", 12],
    ["/v?/*", 9],
    ["/*?", 3],
    ["*", -1],
  ])("%s is %i", (pattern, weight) => {
    expect(patternWeight(pattern)).toBe(weight);
  });
});

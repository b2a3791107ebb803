import fc from "fast-check";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { faultNamed } from "../faults/faults.js";
import { rolloutOf } from "../rollout/rollout-of.js";
import { simulateRollout } from "../simulation/simulate-rollout.js";
import { arbitraryFault, arbitraryRollout, arbitrarySeed } from "../testing/arbitrary-rollout.js";
import { timelineSvg } from "./timeline-svg.js";

const proxy = rolloutOf(aResolvedApp(), "proxy");

/** Names of elements that are opened and not closed; throws at one that is closed and was not opened last. */
function openElements(svg: string): string[] {
  const open: string[] = [];
  for (const [tag, closing, name = "", selfClosing] of svg.matchAll(
    /<(\/?)([a-z]+)(?:\s[a-zA-Z-]+="[^"<>]*")*\s*(\/?)>/gu,
  )) {
    if (closing === "/") expect(`closes ${open.pop() ?? "nothing"}`).toBe(`closes ${name}`);
    else if (selfClosing !== "/") open.push(name);
    expect(tag).not.toBe("");
  }
  return open;
}

describe("timelineSvg", () => {
  const svg = timelineSvg(simulateRollout(proxy, { seed: 1, faults: [faultNamed("alarm-during-bake")] }));

  it("names itself and tells its story in words to whoever can't see it", () => {
    expect(svg).toContain("<title id=");
    expect(svg).toContain("proxy, canary, alarm-during-bake: the old version serves after 22 minutes");
    expect(svg).toMatch(/<desc [^>]*>[^<]*Alarm proxy-5xx rings/u);
    expect(svg).toContain('role="img"');
  });

  it("stands by itself", () => {
    expect(svg.match(/https?:\/\/[^"]*/gu)).toEqual(["http://www.w3.org/2000/svg"]);
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("NaN");
  });

  it("is well-formed whatever is simulated", () => {
    fc.assert(
      fc.property(arbitraryRollout, arbitraryFault, arbitrarySeed, (rollout, fault, seed) => {
        const drawn = timelineSvg(simulateRollout({ ...rollout, service: `<a & "b">` }, { seed, faults: [fault] }));
        expect(openElements(drawn)).toEqual([]);
        expect(drawn).not.toMatch(/NaN|Infinity|undefined/u);
        expect(drawn).not.toContain("<a &");
      }),
      { numRuns: 60 },
    );
  });

  it("gives timelines of one page ids of their own", () => {
    const ids = ["none", "image-missing", "crash-at-start"].map((name) => {
      const faults = name === "none" ? [] : [faultNamed(name)];
      return /<title id="([^"]+)"/u.exec(timelineSvg(simulateRollout(proxy, { seed: 1, faults })))?.[1];
    });
    expect(new Set(ids).size).toBe(3);
  });
});

import { describe, expect, it } from "vitest";
import { TREATMENTS } from "../resources/treatments.js";
import { chargesOf, coveragePage } from "./coverage-page.js";
import { SPECIMENS } from "./specimens.js";

const priced = [...TREATMENTS].flatMap(([type, { kind }]) => (kind === "priced" ? [type] : []));

describe("the page of what can be priced", () => {
  it("has a specimen of every type that is charged, and of no other", () => {
    expect(Object.keys(SPECIMENS).toSorted()).toEqual(priced.toSorted());
  });

  it.each(Object.entries(SPECIMENS))("tells what %s is charged for", (type, specimen) => {
    expect(chargesOf(type, specimen).length).toBeGreaterThan(0);
  });

  it("tells of every type, charged or free, once", () => {
    const page = coveragePage();
    const missing = [...TREATMENTS.keys()].filter(
      (type) => page.split(`### ${type}\n`).length !== 2 && page.split(`| \`${type}\` |`).length !== 2,
    );
    expect(missing).toEqual([]);
  });

  it("counts prices by region and by confidence", () => {
    expect(coveragePage()).toMatch(/\| together \| \d+ \| \d+ \| \d+ \| \d+ \|/);
  });
});

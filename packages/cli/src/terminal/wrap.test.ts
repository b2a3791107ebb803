import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colourStyle } from "./style.js";
import { columns, wrap } from "./wrap.js";

describe("wrapping", () => {
  it("loses no word and makes no line wider than asked, unless one word is", () => {
    const words = fc.array(
      fc.string({ minLength: 1, maxLength: 30 }).filter((word) => /^\S+$/.test(word)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (list, width) => {
        const lines = wrap(list.join(" "), width);

        expect(lines.join(" ").split(" ")).toEqual(list);
        for (const line of lines) expect(Array.from(line).length <= width || !line.includes(" ")).toBe(true);
      }),
    );
  });

  it("keeps columns under each other, coloured or not", () => {
    const plain = columns(
      [
        ["a", "x"],
        ["long", "y"],
      ],
      40,
    );
    const coloured = columns(
      [
        [colourStyle("name", "a"), "x"],
        [colourStyle("name", "long"), "y"],
      ],
      40,
    );

    expect(plain).toEqual(["  a     x", "  long  y"]);
    // eslint-disable-next-line no-control-regex -- escape codes are what is left out
    expect(coloured.map((line) => line.replaceAll(/\u001b\[\d+m/g, ""))).toEqual(plain);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ContentPattern } from "./content-pattern.js";
import { readEvent } from "./read-event.js";

const chunk = (delta: object, more: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({ id: "chatcmpl-1", model: "m", choices: [{ index: 0, delta, finish_reason: null }], ...more }),
  );

function learnt(payload: Buffer): ContentPattern {
  const pattern = new ContentPattern();
  pattern.learn(payload);
  return pattern;
}

describe("a content event's pattern", () => {
  const pattern = learnt(chunk({ content: "Hello" }));

  test("fits an event that differs in its text alone", () => {
    expect(pattern.fits(chunk({ content: " wörld, with “quotes” and a longer text" }))).toBe(true);
    expect(pattern.fits(chunk({ content: 'a "quote", a \\ and a line\n' }))).toBe(true);
  });

  test.each([
    ["has another id", chunk({ content: "Hello" }, { id: "chatcmpl-2" })],
    ["has no text", chunk({ content: "" })],
    ["has a null for its text", chunk({ content: null })],
    ["has a role, too", chunk({ role: "assistant", content: "Hello" })],
    ["brings usage", chunk({ content: "Hello" }, { usage: { prompt_tokens: 1, completion_tokens: 1 } })],
    ["is longer", Buffer.concat([chunk({ content: "Hello" }), Buffer.from(" ")])],
    ["breaks off", chunk({ content: "Hello" }).subarray(0, -1)],
    ["breaks off within its text", Buffer.from(`${chunk({ content: "Hello" }).toString().split("Hello")[0]}He`)],
    ["holds a bare line feed", Buffer.from(chunk({ content: "Hello" }).toString().replace("Hello", "He\nllo"))],
    ["holds an unknown escape", Buffer.from(chunk({ content: "Hello" }).toString().replace("Hello", "He\\xllo"))],
  ])("doesn't fit an event that %s", (_, payload) => {
    expect(pattern.fits(payload)).toBe(false);
  });

  test("knows several texts in one event", () => {
    const two = learnt(chunk({ content: "Hello" }, { obfuscation: "x8Zq" }));
    expect(two.fits(chunk({ content: "you" }, { obfuscation: "p" }))).toBe(true);
    expect(two.fits(chunk({ content: "you" }))).toBe(false);
  });

  test("fits nothing before it has learnt, and nothing without a text", () => {
    expect(new ContentPattern().fits(chunk({ content: "Hello" }))).toBe(false);
    expect(learnt(chunk({ audio: { id: "1" } })).fits(chunk({ audio: { id: "1" } }))).toBe(false);
  });

  test("gives up on a stream whose events differ in more than their texts", () => {
    const counting = new ContentPattern();
    const numbered = (sequence: number): Buffer => chunk({ content: "Hello" }, { sequence });
    for (let sequence = 0; sequence < 20; sequence += 1) counting.learn(numbered(sequence));
    expect(counting.fits(numbered(7))).toBe(true);
    expect(counting.fits(numbered(19))).toBe(false);
  });

  test("is not learnt from what is too long for a token", () => {
    const long = chunk({ content: "Hello ".repeat(1000) });
    expect(learnt(long).fits(long)).toBe(false);
  });

  test("whatever it fits means what it has learnt from", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", 'a"b', "\\", "\n", '","content":"', "é"));
    const names = fc.uniqueArray(fc.constantFrom("content", "reasoning", "text", 'odd"content', "refusal"), {
      minLength: 1,
      maxLength: 2,
    });
    const noise = fc.oneof(fc.constant(""), fc.constantFrom('"', "\\", "\n", "\\u00e9", "x", "{"));
    let fitted = 0;
    fc.assert(
      fc.property(
        names,
        fc.array(text, { minLength: 12, maxLength: 12 }),
        noise,
        fc.nat(),
        (keys, texts, sound, at) => {
          const delta = (from: number): object =>
            Object.fromEntries(keys.map((key, index) => [key, texts[from + index]]));
          const known = chunk(delta(0));
          const event = readEvent(known);
          fc.pre(event.kind === "content");
          const other = chunk(delta(6)).toString();
          const place = at % other.length;
          const payload = Buffer.from(other.slice(0, place) + sound + other.slice(place));
          if (!learnt(known).fits(payload)) return;
          fitted += 1;
          expect(readEvent(payload)).toEqual(event);
        },
      ),
      { numRuns: 3000 },
    );
    expect(fitted).toBeGreaterThan(100);
  });
});

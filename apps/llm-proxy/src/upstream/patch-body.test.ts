import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLastMember, findTopLevel } from "./body-outline.js";
import { outlineCall } from "./call-outline.js";
import { patchBody } from "./patch-body.js";
import { readAnswerUsage } from "./read-usage.js";

/** JSON with spaces wherever they may stand, so that no byte's place can be guessed. */
const spaced = (value: unknown, space: string): string => JSON.stringify(value, null, space);

const options = fc.dictionary(fc.string(), fc.jsonValue());
const body = fc
  .record({
    fields: fc.dictionary(fc.string(), fc.jsonValue()),
    model: fc.string(),
    options,
    modelIsLast: fc.boolean(),
  })
  .map(({ fields, model, options: stream_options, modelIsLast }) => {
    const others = Object.entries(fields).filter(([name]) => !["model", "stream_options"].includes(name));
    const rest = { ...Object.fromEntries(others), stream_options };
    return modelIsLast ? { ...rest, model } : { model, ...rest };
  });

const parsed = (text: string): unknown => JSON.parse(text);

const space = fc.constantFrom("", " ", "\t", "\n");

describe("patching a body", () => {
  it("changes the model and nothing else", () => {
    fc.assert(
      fc.property(body, space, fc.string(), (value, indent, model) => {
        const bytes = Buffer.from(spaced(value, indent));
        const patched = patchBody(bytes, outlineCall(bytes), { model, addStreamUsage: false });
        expect(JSON.parse(patched.toString())).toEqual(JSON.parse(JSON.stringify({ ...value, model })));
      }),
    );
  });

  it("adds the wish for usage and nothing else", () => {
    fc.assert(
      fc.property(body, space, (value, indent) => {
        const bytes = Buffer.from(spaced(value, indent));
        const patched = patchBody(bytes, outlineCall(bytes), { model: null, addStreamUsage: true });
        const stream_options = { ...value.stream_options, include_usage: true };
        expect(JSON.parse(patched.toString())).toEqual(JSON.parse(JSON.stringify({ ...value, stream_options })));
      }),
    );
  });

  it("keeps the very bytes when there is nothing to change", () => {
    const bytes = Buffer.from('{ "model":"a", "x": 1e400, "stream_options" : {"include_usage":true}}');
    expect(patchBody(bytes, outlineCall(bytes), { model: "a", addStreamUsage: true })).toBe(bytes);
  });

  it("works on an empty object", () => {
    const bytes = Buffer.from(" { } ");
    expect(JSON.parse(patchBody(bytes, outlineCall(bytes), { model: "a", addStreamUsage: true }).toString())).toEqual({
      stream_options: { include_usage: true },
    });
  });
});

describe("finding values without parsing", () => {
  it("takes every object that JSON.parse takes, and finds what is in it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), space, (value, indent) => {
        const bytes = Buffer.from(spaced(value, indent));
        const names = Object.keys(value);
        const found = findTopLevel(bytes, names);
        const read = names.map((name) => {
          const span = found?.spans.get(name);
          return parsed(bytes.toString("utf8", span?.start, span?.end));
        });
        expect(read).toEqual(names.map((name) => parsed(JSON.stringify(value[name]))));
      }),
    );
  });

  it("never throws, and takes no bytes that are cut off", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, at) => {
        const text = JSON.stringify(value);
        expect(findTopLevel(Buffer.from(text).subarray(0, at % Buffer.byteLength(text)), ["model"])).toBeNull();
      }),
    );
  });

  it("never throws on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const found = findTopLevel(Buffer.from(bytes), ["model"]);
        expect(found === null || bytes.includes(0x7b)).toBe(true);
      }),
    );
  });

  it("reads usage at the top level only", () => {
    const planted = { metadata: { usage: { prompt_tokens: 0 } }, tools: [{ usage: { prompt_tokens: 0 } }] };
    const usage = { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } };
    expect(readAnswerUsage(Buffer.from(JSON.stringify({ usage, ...planted })))).toEqual({
      inputTokens: 9,
      outputTokens: 3,
      cachedInputTokens: 4,
    });
    expect(readAnswerUsage(Buffer.from(JSON.stringify(planted)))).toBeNull();
  });

  it("finds a last member exactly where JSON.parse does, whatever texts and objects hold its name too", () => {
    const keys = ["usage", '"usage":{"prompt_tokens":0}}', '\\"usage":1', '"'];
    // No backslash alone as a key: once Node.js 24.21 has parsed one, its JSON.parse takes the key of a quote for it.
    const key = fc.constantFrom(...keys);
    const tricky = fc.constantFrom(...keys, "\\");
    const inner = fc.oneof(tricky, fc.string(), fc.integer(), fc.dictionary(key, tricky));
    const member = fc.tuple(
      fc.constantFrom("usage", "metadata", 'a"usage', "choices"),
      fc.oneof(inner, fc.array(inner)),
    );
    fc.assert(
      fc.property(fc.array(member), space, (members, indent) => {
        const value = Object.fromEntries(members);
        const bytes = Buffer.from(spaced(value, indent));
        const span = findLastMember(bytes, "usage");
        if (span !== null) expect(parsed(bytes.toString("utf8", span.start, span.end))).toEqual(value["usage"]);
      }),
      { numRuns: 1_000 },
    );
    const completion = Buffer.from('{"choices":[{"usage":1}],"usage":{"prompt_tokens":2},"system_fingerprint":"x"} ');
    expect(findLastMember(completion, "usage")).toEqual({ start: 33, end: 52 });
    expect(findLastMember(completion.subarray(0, 60), "usage")).toBeNull();
  });
});

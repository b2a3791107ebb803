import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SseSplitter, type SseFrame } from "./sse-splitter.js";

const split = (chunks: readonly Buffer[]): SseFrame[] => {
  const splitter = new SseSplitter();
  const frames = chunks.flatMap((chunk) => splitter.push(chunk));
  const rest = splitter.flush();
  return rest === null ? frames : [...frames, rest];
};

const told = (frames: readonly SseFrame[]): unknown[] =>
  frames.map(({ raw, data, event }) => [raw.toString("latin1"), data?.toString("latin1") ?? null, event]);

const cut = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const points = [...new Set([0, ...at.map((each) => each % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return points.slice(1).map((point, index) => Buffer.from(bytes.subarray(points[index], point)));
};

const line = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => `data: ${text.replace(/[\r\n]/g, "")}`),
  fc.constantFrom("data:", "data", "event: error", ": ping", "id: 1", "", "data:x", "retry: 3", "data: \r"),
);
const streamText = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\n\n", "\r\n\r\n")), { maxLength: 30 })
  .map((lines) => lines.flat().join(""));

describe("SSE splitter", () => {
  it("gives the same frames however the bytes are cut into chunks", () => {
    fc.assert(
      fc.property(streamText, fc.array(fc.nat(), { maxLength: 40 }), (text, points) => {
        const bytes = Buffer.from(text);
        expect(told(split(cut(bytes, points)))).toEqual(told(split([bytes])));
      }),
    );
  });

  it("loses no byte", () => {
    fc.assert(
      fc.property(streamText, fc.array(fc.nat(), { maxLength: 40 }), (text, points) => {
        const bytes = Buffer.from(text);
        expect(Buffer.concat(split(cut(bytes, points)).map(({ raw }) => raw))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["LF", "event: x\ndata: 1\n\n", ["1", "x"]],
    ["CRLF", "event: x\r\ndata: 1\r\n\r\n", ["1", "x"]],
    ["several data lines", "data: 1\ndata:2\n\n", ["1\n2", null]],
    ["a comment", ": ping\n\n", [null, null]],
    ["a colon in the data", 'data: {"a":"b: c"}\n\n', ['{"a":"b: c"}', null]],
    ["no blank line at the end", "data: 1", ["1", null]],
    ["an empty value", "data:\n\n", ["", null]],
  ])("reads %s", (_, text, expected) => {
    const [frame] = split([Buffer.from(text)]);
    expect([frame?.data?.toString() ?? null, frame?.event]).toEqual(expected);
  });

  it("leaves frames that were given out untouched while the next ones come", () => {
    const splitter = new SseSplitter();
    const first = splitter.push(Buffer.from("data: 1\n\ndata: 2"));
    splitter.push(Buffer.from("22222\n\ndata: 3"));
    splitter.push(Buffer.from("3333333\n\n"));
    expect(first[0]?.raw.toString()).toBe("data: 1\n\n");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callEvent } from "../testing/call-event.js";
import { callLogLine } from "./call-log-line.js";

const facts = {
  level: "info",
  time: "2026-11-21T05:00:00.000Z",
  overheadMs: 0.3149,
  traceId: "4bf9",
} as const;

describe("the line of a call", () => {
  it("is one line of JSON, whatever names the caller makes up", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (model, path) => {
        const line = callLogLine(callEvent("request-1", { model, path }), facts);
        expect(line.indexOf("\n")).toBe(line.length - 1);
        expect(JSON.parse(line)).toMatchObject({ model, path: path.split("?", 1)[0] });
      }),
    );
  });
});

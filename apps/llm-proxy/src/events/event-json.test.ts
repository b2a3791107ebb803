import fc from "fast-check";
import { expect, it } from "vitest";
import type { CallEvent } from "./call-event.js";
import { eventJson } from "./event-json.js";

const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("gpt-4o-mini", 'a"\\\n\u2028'));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const count = fc.nat();

const events: fc.Arbitrary<CallEvent> = fc.record({
  id: text,
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
  projectId: text,
  tokenId: text,
  method: text,
  path: text,
  model: optional(text),
  provider: optional(text),
  status: fc.integer(),
  outcome: fc.constantFrom("success", "upstream-error", "gateway-error", "cancelled", "truncated", "cache-hit"),
  isStream: fc.boolean(),
  durationMs: fc.double(),
  timeToFirstByteMs: optional(fc.double()),
  usage: optional(fc.record({ inputTokens: count, outputTokens: count, cachedInputTokens: count })),
  costUsd: optional(fc.double()),
  attempts: fc.array(fc.record({ provider: text, status: optional(count), error: optional(text) }), { maxLength: 3 }),
});

it("writes an event as JSON.stringify does", () => {
  fc.assert(
    fc.property(events, (event) => {
      expect(JSON.parse(eventJson(event))).toEqual(JSON.parse(JSON.stringify(event)));
      expect(eventJson(event)).not.toContain("\n");
    }),
  );
});

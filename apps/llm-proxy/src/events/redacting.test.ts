import { expect, it } from "vitest";
import { callEvent } from "../testing/call-event.js";
import { createRedaction } from "../telemetry/redaction.js";
import { redactingEvents } from "./redacting.js";

const SECRET = "planted-provider-key";

it("masks a secret that a caller put in place of a model or into a path, the second time too", () => {
  const clean = redactingEvents(createRedaction([SECRET]));
  for (let time = 0; time < 2; time += 1) {
    const event = clean(callEvent("1", { model: SECRET, path: `/v1/models/${SECRET}?key=${SECRET}` }));
    expect(event).toEqual(callEvent("1", { model: "[redacted]", path: "/v1/models/[redacted]?key=[redacted]" }));
  }
});

it("masks a secret within a text that is too long to be kept", () => {
  const clean = redactingEvents(createRedaction([SECRET]));
  expect(clean(callEvent("1", { model: `${"m".repeat(5000)}${SECRET}` })).model).toBe(`${"m".repeat(5000)}[redacted]`);
});

it("passes on an event without any as it is, however many models there are", () => {
  const clean = redactingEvents(createRedaction([SECRET]));
  for (let index = 0; index < 2500; index += 1) {
    const event = callEvent(String(index), { model: index % 100 === 0 ? null : `model-${index}` });
    expect(clean(event)).toBe(event);
  }
});

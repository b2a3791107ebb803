import { expect, it } from "vitest";
import { callEvent } from "../testing/call-event.js";
import type { EventRecord } from "./event-record.js";
import { InMemoryEventBus } from "./in-memory-event-bus.js";

it("hands every event to every sink, in order", async () => {
  const seen: EventRecord[][] = [[], []];
  const bus = new InMemoryEventBus(
    seen.map((records) => (batch: readonly EventRecord[]) => {
      records.push(...batch);
      return Promise.resolve();
    }),
  );
  for (let index = 0; index < 450; index += 1) bus.publish(callEvent(`e${index}`));
  await bus.close(AbortSignal.timeout(1_000));
  for (const records of seen) {
    expect(records.map(({ id }) => id)).toEqual(Array.from({ length: 450 }, (_, index) => `e${index}`));
  }
  expect(bus.state).toEqual({ published: 450, acknowledged: 450, dropped: 0, spooled: 0 });
});

it("counts what a sink would not take", async () => {
  const bus = new InMemoryEventBus([() => Promise.reject(new TypeError("full"))]);
  bus.publish(callEvent("e"));
  await bus.close(AbortSignal.timeout(1_000));
  expect(bus.state).toEqual({ published: 1, acknowledged: 0, dropped: 1, spooled: 0 });
});

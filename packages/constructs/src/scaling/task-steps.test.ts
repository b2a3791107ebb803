import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskSteps } from "./task-steps.js";

describe("the steps from waiting messages to tasks", () => {
  it("give one task for each so many messages", () => {
    expect(taskSteps({ minTasks: 0, maxTasks: 3, messagesPerTask: 10 })).toEqual([
      { fromMessages: 1, tasks: 1 },
      { fromMessages: 11, tasks: 2 },
      { fromMessages: 21, tasks: 3 },
    ]);
  });

  it("begin with the least that runs anyhow", () => {
    expect(taskSteps({ minTasks: 2, maxTasks: 3, messagesPerTask: 10 })).toEqual([
      { fromMessages: 1, tasks: 2 },
      { fromMessages: 21, tasks: 3 },
    ]);
  });

  it("are at most twenty, rise, end with the most, and never give fewer tasks than the messages ask for", () => {
    const range = fc.record({
      minTasks: fc.integer({ min: 0, max: 50 }),
      more: fc.integer({ min: 1, max: 500 }),
      messagesPerTask: fc.integer({ min: 1, max: 100 }),
      messages: fc.integer({ min: 1, max: 60_000 }),
    });
    fc.assert(
      fc.property(range, ({ minTasks, more, messagesPerTask, messages }) => {
        const maxTasks = minTasks + more;
        const steps = taskSteps({ minTasks, maxTasks, messagesPerTask });
        expect(steps.length).toBeLessThanOrEqual(20);
        expect(steps[0]?.fromMessages).toBe(1);
        expect(steps.at(-1)?.tasks).toBe(maxTasks);
        expect(steps).toEqual(steps.toSorted((left, right) => left.tasks - right.tasks));
        const given = steps.findLast(({ fromMessages }) => messages >= fromMessages)?.tasks ?? 0;
        expect(given).toBeGreaterThanOrEqual(Math.min(maxTasks, Math.ceil(messages / messagesPerTask)));
      }),
    );
  });
});

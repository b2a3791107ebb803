import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GraphNode, runGraph } from "./run-graph.js";

interface Step {
  readonly after: readonly number[];
  readonly turns: number;
  readonly fails: boolean;
}

/** Nodes without a cycle: each may wait for those with a smaller number. */
const steps = (failing: fc.Arbitrary<boolean>): fc.Arbitrary<readonly Step[]> =>
  fc
    .array(fc.record({ after: fc.array(fc.nat(20), { maxLength: 3 }), turns: fc.nat(5), fails: failing }), {
      maxLength: 12,
    })
    .map((list) => list.map((step, index) => ({ ...step, after: step.after.filter((other) => other < index) })));

async function trace(list: readonly Step[], concurrency: number, signal = new AbortController().signal) {
  const began: string[] = [];
  const ended = new Set<string>();
  let running = 0;
  let most = 0;
  const tooEarly: string[] = [];
  const nodes = list.map(({ after, turns, fails }, index): GraphNode => ({
    name: `n${index}`,
    after: after.map((other) => `n${other}`),
    run: async () => {
      if (after.some((other) => !ended.has(`n${other}`))) tooEarly.push(`n${index}`);
      began.push(`n${index}`);
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      running -= 1;
      if (fails) {
        await Promise.reject(new Error(`n${index}`));
        return;
      }
      ended.add(`n${index}`);
    },
  }));
  const end = await runGraph(nodes, { concurrency, signal });
  return { end, began, most, tooEarly, running };
}

describe("runGraph", () => {
  it("does everything once, after all that it waits for, and no more at a time than it may", async () => {
    await fc.assert(
      fc.asyncProperty(steps(fc.constant(false)), fc.integer({ min: 1, max: 4 }), async (list, concurrency) => {
        const { end, began, most, tooEarly } = await trace(list, concurrency);
        expect(began.toSorted()).toEqual(list.map((_, index) => `n${index}`).toSorted());
        expect([end.done.length, end.failed, end.notBegun]).toEqual([list.length, [], []]);
        expect(most).toBeLessThanOrEqual(concurrency);
        expect(tooEarly).toEqual([]);
      }),
    );
  });

  it("lets what runs end after a failure, begins nothing more, and tells of each node how it ended", async () => {
    await fc.assert(
      fc.asyncProperty(steps(fc.boolean()), fc.integer({ min: 1, max: 4 }), async (list, concurrency) => {
        const { end, began, running, tooEarly } = await trace(list, concurrency);
        expect(running).toBe(0);
        expect(tooEarly).toEqual([]);
        const ended = [...end.done, ...end.failed.map(({ name }) => name)];
        expect(ended.toSorted()).toEqual(began.toSorted());
        expect([...ended, ...end.notBegun].toSorted()).toEqual(list.map((_, index) => `n${index}`).toSorted());
      }),
    );
  });

  it("begins nothing once its signal is aborted", async () => {
    const { end, began } = await trace([{ after: [], turns: 1, fails: false }], 2, AbortSignal.abort("leave"));
    expect(began).toEqual([]);
    expect(end.notBegun).toEqual(["n0"]);
  });
});

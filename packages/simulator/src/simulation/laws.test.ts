import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryAction, arbitraryFault, arbitraryRollout, arbitrarySeed } from "../testing/arbitrary-rollout.js";
import type { RolloutEvent, SimulatedRollout } from "../timeline/simulated-rollout.js";
import { simulateRollout } from "./simulate-rollout.js";

const faults = fc.array(arbitraryFault, { maxLength: 2 });
const actions = fc.array(arbitraryAction, { maxLength: 2 });

/** Any rollout with anything thrown in. */
const anySimulation: fc.Arbitrary<SimulatedRollout> = fc
  .tuple(arbitraryRollout, faults, actions, arbitrarySeed)
  .map(([rollout, drawn, asked, seed]) =>
    simulateRollout(rollout, {
      seed,
      faults: drawn.filter((fault) => fault.impossible(rollout) === null),
      actions: asked,
      mostSeconds: 2 * 3600,
    }),
  );

const always = (simulated: SimulatedRollout, holds: (event: RolloutEvent) => void): void => {
  for (const event of simulated.events) holds(event);
};

describe("every simulated rollout", () => {
  it("keeps healthy capacity at the minimum or above while nothing goes wrong", () => {
    fc.assert(
      fc.property(arbitraryRollout, arbitrarySeed, (rollout, seed) => {
        const least = Math.ceil((rollout.minimumHealthyPercent / 100) * rollout.desired);
        always(simulateRollout(rollout, { seed }), ({ state }) => {
          expect(state.old.healthy + state.new.healthy).toBeGreaterThanOrEqual(least);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("has as many healthy tasks as desired for each share of shifted traffic while nothing goes wrong", () => {
    fc.assert(
      fc.property(arbitraryRollout, arbitrarySeed, (rollout, seed) => {
        fc.pre(rollout.strategy.kind !== "rolling");
        expect(simulateRollout(rollout, { seed }).lowestCapacityPercent).toBeGreaterThanOrEqual(100);
      }),
      { numRuns: 200 },
    );
  });

  it("runs no more tasks than the maximum in a rolling deployment", () => {
    fc.assert(
      fc.property(arbitraryRollout, faults, arbitrarySeed, (drawn, thrown, seed) => {
        const rollout = { ...drawn, strategy: { kind: "rolling" } as const };
        const most = Math.floor((rollout.maximumPercent / 100) * rollout.desired);
        always(simulateRollout(rollout, { seed, faults: thrown, mostSeconds: 3600 }), ({ state }) => {
          const { old, new: young } = state;
          expect(old.pending + old.running + young.pending + young.running).toBeLessThanOrEqual(most);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("shares out the traffic to the last percent", () => {
    fc.assert(
      fc.property(anySimulation, (simulated) => {
        always(simulated, ({ state: { traffic } }) => {
          expect(traffic.oldPercent + traffic.newPercent).toBe(100);
          expect(Math.min(traffic.oldPercent, traffic.newPercent)).toBeGreaterThanOrEqual(0);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("ends a rollback with the old revision, and with no task of the new one", () => {
    fc.assert(
      fc.property(anySimulation, (simulated) => {
        fc.pre(simulated.end.status === "ROLLBACK_SUCCESSFUL");
        const last = simulated.events.at(-1)?.state;
        expect(last?.new).toMatchObject({ pending: 0, running: 0, requested: 0 });
        expect(last?.traffic.newPercent).toBe(0);
        expect(["old", "none"]).toContain(simulated.end.serving);
      }),
      { numRuns: 200 },
    );
  });

  it("comes to an end that is told once, and nothing of the deployment changes after it", () => {
    fc.assert(
      fc.property(anySimulation, ({ events, end, untilSecond }) => {
        expect(end.second).toBeLessThanOrEqual(untilSecond);
        expect(events.at(-1)?.second).toBe(untilSecond);
        if (!end.settled) return;
        for (const { second, state } of events)
          if (second > end.second) expect(state).toMatchObject({ status: end.status, stage: null });
      }),
      { numRuns: 200 },
    );
  });

  it("settles when nothing goes wrong and ECS has room to replace a task", () => {
    fc.assert(
      fc.property(arbitraryRollout, arbitrarySeed, (rollout, seed) => {
        const least = Math.ceil((rollout.minimumHealthyPercent / 100) * rollout.desired);
        const most = Math.floor((rollout.maximumPercent / 100) * rollout.desired);
        fc.pre(rollout.strategy.kind !== "rolling" || most > least);
        fc.pre(rollout.hooks.length === 0);
        expect(simulateRollout(rollout, { seed, mostSeconds: 12 * 3600 }).end).toMatchObject({
          settled: true,
          status: "SUCCESSFUL",
          serving: "new",
          healthy: true,
        });
      }),
      { numRuns: 200 },
    );
  });

  it("never goes back in time", () => {
    fc.assert(
      fc.property(anySimulation, ({ events }) => {
        const seconds = events.map(({ second }) => second);
        expect(seconds).toEqual(seconds.toSorted((left, right) => left - right));
      }),
      { numRuns: 200 },
    );
  });

  it("only ever adds to errors, cut streams and failed tasks", () => {
    fc.assert(
      fc.property(anySimulation, ({ events }) => {
        const sums = events.map(({ state }) => [state.errors, state.cutStreams, state.old.failed + state.new.failed]);
        for (const column of [0, 1, 2]) {
          const values = sums.map((row) => row[column] ?? 0);
          expect(values).toEqual(values.toSorted((left, right) => left - right));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is the same again with the same seed", () => {
    fc.assert(
      fc.property(arbitraryRollout, faults, actions, arbitrarySeed, (rollout, thrown, asked, seed) => {
        const once = simulateRollout(rollout, { seed, faults: thrown, actions: asked, mostSeconds: 3600 });
        expect(simulateRollout(rollout, { seed, faults: thrown, actions: asked, mostSeconds: 3600 })).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps its past when one more thing is asked of it", () => {
    fc.assert(
      fc.property(
        fc.record({
          rollout: arbitraryRollout,
          thrown: faults,
          asked: actions,
          more: arbitraryAction,
          seed: arbitrarySeed,
        }),
        ({ rollout, thrown, asked, more, seed }) => {
          const past = (all: typeof asked): RolloutEvent[] =>
            simulateRollout(rollout, { seed, faults: thrown, actions: all, mostSeconds: 3600 }).events.filter(
              ({ second, says }) => second < more.second && says !== "The watch ends.",
            );
          const before = past(asked);
          expect(past([...asked, more]).slice(0, before.length)).toEqual(before);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("stays plain JSON", () => {
    fc.assert(
      fc.property(anySimulation, (simulated) => {
        expect(JSON.parse(JSON.stringify(simulated))).toEqual(simulated);
      }),
      { numRuns: 50 },
    );
  });
});

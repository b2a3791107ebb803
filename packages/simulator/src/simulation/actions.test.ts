import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { rolloutOf } from "../rollout/rollout-of.js";
import type { Rollout } from "../rollout/rollout.js";
import type { RolloutAction } from "../timeline/rollout-action.js";
import type { SimulatedRollout } from "../timeline/simulated-rollout.js";
import { stateAt } from "../timeline/state-at.js";
import { simulateRollout } from "./simulate-rollout.js";

const proxy: Rollout = { ...rolloutOf(aResolvedApp(), "proxy"), releaseJob: null };
const rolling: Rollout = { ...proxy, strategy: { kind: "rolling" } };

const run = (rollout: Rollout, ...actions: readonly RolloutAction[]): SimulatedRollout =>
  simulateRollout(rollout, { seed: 1, actions });

describe("a stop with ROLLBACK", () => {
  it.each([2, 30, 90, 300, 700, 1050])("brings the old revision back at second %i of a canary", (second) => {
    const { end } = run(proxy, { kind: "stop", second, how: "ROLLBACK" });
    expect(end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", healthy: true });
  });

  it.each([2, 60, 400, 900])("brings the old revision back at second %i of a rolling deployment", (second) => {
    const { end, lowestCapacityPercent } = run(rolling, { kind: "stop", second, how: "ROLLBACK" });
    expect(end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", healthy: true });
    expect(lowestCapacityPercent).toBe(100);
  });

  it("starts old tasks again when the clean-up has already stopped them, and shifts only then", () => {
    const cleanUp = run(proxy).events.find(({ state }) => state.stage === "CLEAN_UP")?.second ?? 0;
    const { end, lowestCapacityPercent, errors } = run(proxy, { kind: "stop", second: cleanUp + 5, how: "ROLLBACK" });
    expect(end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", healthy: true });
    expect(lowestCapacityPercent).toBe(100);
    expect(errors).toBe(0);
  });

  it("changes nothing once the deployment is over", () => {
    const before = run(proxy).end;
    expect(run(proxy, { kind: "stop", second: before.second + 1, how: "ROLLBACK" }).end.status).toBe("SUCCESSFUL");
  });

  it("takes effect while the deployment is still pending", () => {
    const { events, end } = run(proxy, { kind: "stop", second: 0, how: "ROLLBACK" });
    expect(events.map(({ state }) => state.status)).toContain("ROLLBACK_REQUESTED");
    expect(end.status).toBe("ROLLBACK_SUCCESSFUL");
  });
});

describe("a stop with ABORT", () => {
  it("leaves tasks and traffic as they are", () => {
    const simulated = run(proxy, { kind: "stop", second: 300, how: "ABORT" });
    expect(simulated.end).toMatchObject({ status: "STOPPED", serving: "both" });
    expect(stateAt(simulated, 300).status).toBe("STOP_REQUESTED");
    expect(stateAt(simulated, 1000).traffic).toEqual({ oldPercent: 90, newPercent: 10 });
    expect(simulated.assumptions.map(({ id }) => id)).toContain("abort-leaves");
  });
});

describe("scaling", () => {
  it("makes more tasks of both revisions while a canary goes on, and goes on with as many", () => {
    const simulated = run(proxy, { kind: "scale", second: 300, desired: 5 });
    expect(stateAt(simulated, 450)).toMatchObject({ desired: 5, old: { healthy: 5 }, new: { healthy: 5 } });
    expect(simulated.end).toMatchObject({ status: "SUCCESSFUL", healthy: true });
    expect(simulated.events.at(-1)?.state.new.healthy).toBe(5);
  });

  it("raises the circuit breaker's threshold with the desired count", () => {
    expect(stateAt(run(rolling, { kind: "scale", second: 10, desired: 20 }), 11).circuitBreaker.threshold).toBe(10);
  });

  it("lets tasks go when fewer are wanted", () => {
    const { events } = run({ ...proxy, desired: 4 }, { kind: "scale", second: 3000, desired: 1 });
    expect(events.at(-1)?.state.new).toMatchObject({ running: 1, healthy: 1, requested: 1 });
  });

  it("works on a service that is at rest", () => {
    const atRest = run(rolling).end.second + 60;
    expect(run(rolling, { kind: "scale", second: atRest, desired: 3 }).events.at(-1)?.state.new.healthy).toBe(3);
  });

  it("works days after the deployment too", () => {
    const second = 3 * 24 * 3600;
    const simulated = run(rolling, { kind: "scale", second, desired: 3 });
    expect(stateAt(simulated, second - 1).new.healthy).toBe(2);
    expect(simulated.events.at(-1)?.state.new.healthy).toBe(3);
  });
});

describe("a first deployment", () => {
  const first: Rollout = { ...proxy, hasPrevious: false };

  it("brings the service up with all of the traffic", () => {
    const { end, events } = run(first);
    expect(end).toMatchObject({ status: "SUCCESSFUL", serving: "new", healthy: true });
    expect(new Set(events.map(({ state }) => state.traffic.newPercent))).toEqual(new Set([100]));
  });

  it("has nothing to go back to", () => {
    const { end } = simulateRollout(first, {
      seed: 1,
      actions: [{ kind: "stop", second: 60, how: "ROLLBACK" }],
    });
    expect(end).toMatchObject({ status: "ROLLBACK_FAILED", settled: true });
  });
});

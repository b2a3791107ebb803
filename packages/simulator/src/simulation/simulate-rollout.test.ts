import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { rolloutOf } from "../rollout/rollout-of.js";
import { simulateRollout } from "./simulate-rollout.js";

const proxy = rolloutOf(aResolvedApp(), "proxy");

describe("simulateRollout", () => {
  it("shifts a canary's traffic in two steps, bakes, and stops the old tasks after their drain", () => {
    const { events, end } = simulateRollout(proxy, { seed: 1 });
    expect(events.filter(({ kind }) => kind === "traffic").map(({ state }) => state.traffic.newPercent)).toEqual([
      10, 100,
    ]);
    expect(end).toMatchObject({ status: "SUCCESSFUL", serving: "new", healthy: true, settled: true });
  });

  it("replaces the tasks of a rolling deployment one for one", () => {
    const { end, lowestCapacityPercent } = simulateRollout({ ...proxy, strategy: { kind: "rolling" } }, { seed: 1 });
    expect(end).toMatchObject({ status: "SUCCESSFUL", serving: "new", healthy: true });
    expect(lowestCapacityPercent).toBe(100);
  });

  it("gives the old revision its traffic back when somebody stops the deployment", () => {
    const actions = [{ kind: "stop", second: 600, how: "ROLLBACK" }] as const;
    const { end, events } = simulateRollout(proxy, { seed: 1, actions });
    expect(end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", healthy: true });
    expect(events.map(({ state }) => state.status)).toContain("ROLLBACK_REQUESTED");
  });
});

import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { rolloutOf } from "../rollout/rollout-of.js";
import type { Rollout, RolloutHook } from "../rollout/rollout.js";
import type { RolloutAction } from "../timeline/rollout-action.js";
import type { SimulatedRollout } from "../timeline/simulated-rollout.js";
import { stateAt } from "../timeline/state-at.js";
import { simulateRollout } from "./simulate-rollout.js";

const proxy: Rollout = { ...rolloutOf(aResolvedApp(), "proxy"), releaseJob: null };

const smoke = {
  kind: "function",
  name: "smoke",
  stage: "POST_TEST_TRAFFIC_SHIFT",
  seconds: 60,
  answer: "succeeded",
} as const satisfies RolloutHook;

const approval = {
  kind: "pause",
  name: "approval",
  stage: "POST_PRODUCTION_TRAFFIC_SHIFT",
  timeoutSeconds: 3600,
  atTimeout: "rollback",
} as const satisfies RolloutHook;

const run = (hooks: readonly RolloutHook[], actions: readonly RolloutAction[] = []): SimulatedRollout =>
  simulateRollout({ ...proxy, hooks }, { seed: 1, actions });

/** When the hooks were asked and answered. */
const told = ({ events }: SimulatedRollout): string[] =>
  events.filter(({ kind }) => kind === "hook").map(({ says }) => says);

describe("a life-cycle hook", () => {
  it("holds its stage up until its function has answered, and costs as much time", () => {
    const plain = run([]);
    const hooked = run([smoke]);
    expect(told(hooked)).toEqual(["Hook smoke is called in POST_TEST_TRAFFIC_SHIFT.", "Hook smoke answers SUCCEEDED."]);
    expect(hooked.end).toMatchObject({ status: "SUCCESSFUL", serving: "new" });
    expect(hooked.end.second - plain.end.second).toBe(60);
  });

  it("has the deployment rolled back by its answer before users see the new revision", () => {
    const { end, events, errors } = run([{ ...smoke, answer: "failed" }]);
    expect(end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", healthy: true });
    expect(end.reason).toBe(
      "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed (smoke).",
    );
    expect(Math.max(...events.map(({ state }) => state.traffic.newPercent))).toBe(0);
    expect(errors).toBe(0);
  });

  it("is asked again at each step that shifts traffic", () => {
    const asked = run([{ ...smoke, stage: "PRODUCTION_TRAFFIC_SHIFT" }]);
    expect(told(asked).filter((says) => says.includes("is called"))).toHaveLength(2);
    expect(asked.end.status).toBe("SUCCESSFUL");
  });

  it("is not asked while the deployment is rolled back", () => {
    const asked = run(
      [{ ...smoke, stage: "PRODUCTION_TRAFFIC_SHIFT" }],
      [{ kind: "stop", second: 900, how: "ROLLBACK" }],
    );
    expect(told(asked).filter((says) => says.includes("is called"))).toHaveLength(2);
    expect(asked.end.status).toBe("ROLLBACK_SUCCESSFUL");
  });

  it("is called by ECS for a day at most", () => {
    const { end } = run([{ ...smoke, seconds: 2 * 24 * 3600 }]);
    expect(end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", settled: true });
    expect(end.second).toBeGreaterThan(24 * 3600);
  });
});

describe("a pause", () => {
  const paused = run([approval]);
  const waiting = paused.events.find(({ state }) => state.hook !== null);

  it("waits for a person and says until when", () => {
    expect(waiting?.state).toMatchObject({
      status: "IN_PROGRESS",
      stage: "POST_PRODUCTION_TRAFFIC_SHIFT",
      hook: {
        name: "approval",
        targetType: "PAUSE",
        status: "AWAITING_ACTION",
        timeoutAction: "ROLLBACK",
        expiresAtSecond: (waiting?.second ?? 0) + 3600,
      },
    });
  });

  it("is rolled back when nobody answers in time", () => {
    expect(paused.end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", healthy: true });
  });

  it("goes on when its time is up and it was told to", () => {
    expect(run([{ ...approval, atTimeout: "continue" }]).end.status).toBe("SUCCESSFUL");
  });

  it("goes on, or back, as it is answered", () => {
    const second = (waiting?.second ?? 0) + 300;
    const onward = run([approval], [{ kind: "continue", second, how: "CONTINUE" }]);
    expect(onward.end).toMatchObject({ status: "SUCCESSFUL", serving: "new", healthy: true });
    expect(stateAt(onward, second - 1).hook).not.toBeNull();
    expect(stateAt(onward, second).hook).toBeNull();
    const back = run([approval], [{ kind: "continue", second, how: "ROLLBACK" }]);
    expect(back.end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old" });
  });

  it("doesn't take an answer that comes when nothing waits", () => {
    const early = run([], [{ kind: "continue", second: 10, how: "ROLLBACK" }]);
    expect(early.end.status).toBe("SUCCESSFUL");
  });
});

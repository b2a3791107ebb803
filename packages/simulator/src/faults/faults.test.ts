import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { rolloutOf } from "../rollout/rollout-of.js";
import type { Rollout } from "../rollout/rollout.js";
import { withStrategy } from "../rollout/with-strategy.js";
import { simulateRollout } from "../simulation/simulate-rollout.js";
import type { RolloutEvent, SimulatedRollout } from "../timeline/simulated-rollout.js";
import { stateAt } from "../timeline/state-at.js";
import { faultNamed, FAULTS } from "./faults.js";

const proxy: Rollout = { ...rolloutOf(aResolvedApp(), "proxy"), releaseJob: null, requestsPerSecond: 10 };
const rolling = withStrategy(proxy, "rolling");
const worker: Rollout = { ...rolloutOf(aResolvedApp(), "dispatcher"), releaseJob: null };

const run = (rollout: Rollout, ...names: readonly string[]): SimulatedRollout =>
  simulateRollout(rollout, { seed: 1, faults: names.map(faultNamed) });

const says = ({ events }: SimulatedRollout, text: string): RolloutEvent | undefined =>
  events.find((event) => event.says.includes(text));

const failed = ({ events }: SimulatedRollout): number => events.at(-1)?.state.new.failed ?? 0;

describe("the faults", () => {
  it("have names of their own, and each says in one sentence what it does", () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
    for (const { name, says: line } of FAULTS) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(line).toMatch(/^[A-Z][^\n]*\.$/u);
    }
  });

  it("change nothing where they are impossible", () => {
    for (const fault of FAULTS.filter(({ impossible }) => impossible(worker) !== null)) {
      const { end } = simulateRollout(worker, { seed: 1, faults: [fault] });
      expect({ fault: fault.name, status: end.status }).toEqual({ fault: fault.name, status: "SUCCESSFUL" });
    }
  });
});

describe("image-missing", () => {
  it("ends with the third task that never ran, as ECS tells it", () => {
    const simulated = run(worker, "image-missing");
    expect(failed(simulated)).toBe(3);
    expect(says(simulated, "CannotPullContainerError")).toBeDefined();
    expect(says(simulated, "unable to consistently start tasks")).toBeDefined();
    expect(simulated.end.reason).toBe(
      "Service deployment rolled back because the circuit breaker threshold was exceeded.",
    );
  });

  it("goes on for ever without the circuit breaker, ever more seldom", () => {
    const circuitBreaker = { ...worker.circuitBreaker, enabled: false };
    const { end, events } = run({ ...worker, circuitBreaker }, "image-missing");
    expect(end).toMatchObject({ settled: false, status: "IN_PROGRESS", serving: "old", healthy: true });
    const starts = events.filter((event) => event.says.includes("has started")).map(({ second }) => second);
    const gaps = starts.slice(1).map((second, index) => second - (starts[index] ?? 0));
    expect(gaps.at(-1)).toBeGreaterThan(15 * 60);
    expect(gaps[0]).toBeLessThan(90);
  });

  it("stops the deployment where a circuit breaker may not roll back", () => {
    const circuitBreaker = { ...worker.circuitBreaker, rollback: false };
    expect(run({ ...worker, circuitBreaker }, "image-missing").end).toMatchObject({
      status: "STOPPED",
      reason: "Service deployment stopped because the circuit breaker threshold was exceeded.",
      serving: "old",
    });
  });
});

describe("health-failing", () => {
  it("heeds the load balancer only after the grace period", () => {
    const found = says(run(rolling, "health-failing"), "health checks failed in its target group");
    const ran = says(run(rolling, "health-failing"), "Task new-1 runs");
    expect((found?.second ?? 0) - (ran?.second ?? 0)).toBe(60);
    const patient = { ...rolling, targetGroup: { ...aTargetGroup(), graceSeconds: 0 }, containerHealth: null };
    const sooner = run(patient, "health-failing");
    const seconds = (text: string): number => says(sooner, text)?.second ?? 0;
    expect(seconds("health checks failed") - seconds("Task new-1 runs")).toBe(45);
  });

  it("never lets users near the new version", () => {
    for (const rollout of [rolling, proxy]) expect(run(rollout, "health-failing").errors).toBe(0);
  });

  it("counts a healthy task between two failures as none, unless it is told otherwise", () => {
    const reset = run(rolling, "health-failing-once");
    expect(reset.end.status).toBe("SUCCESSFUL");
    expect(reset.events.at(-1)?.state.circuitBreaker.failureCount).toBe(0);
    const circuitBreaker = { ...rolling.circuitBreaker, resetOnHealthyTask: false };
    const kept = run({ ...rolling, circuitBreaker }, "health-failing-once");
    expect(kept.events.at(-1)?.state.circuitBreaker.failureCount).toBe(1);
  });
});

const aTargetGroup = (): NonNullable<Rollout["targetGroup"]> => ({
  intervalSeconds: 15,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
  deregistrationDelaySeconds: 600,
  graceSeconds: 60,
});

describe("health-failing-later", () => {
  it("leaves a version behind that a fast deployment took for good", () => {
    const fast = run(
      { ...rolling, alarms: null, targetGroup: { ...aTargetGroup(), deregistrationDelaySeconds: 30 } },
      "health-failing-later",
    );
    expect(fast.end).toMatchObject({ status: "SUCCESSFUL", serving: "new" });
    expect(fast.end.failedAfterwards).toBeGreaterThan(0);
    expect(fast.errors).toBeGreaterThan(100);
  });
});

describe("alarm-during-bake", () => {
  it("rings when enough periods are bad and a minute has passed, and takes the version back", () => {
    const simulated = run(proxy, "alarm-during-bake");
    const bad = says(simulated, "with errors")?.second ?? 0;
    const rings = says(simulated, "Alarm proxy-5xx rings")?.second ?? 0;
    expect(rings - bad).toBeGreaterThanOrEqual(3 * 60);
    expect(rings - bad).toBeLessThanOrEqual(4 * 60);
    expect(simulated.end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old", healthy: true });
  });

  it("costs half of the requests from the first error to the shift back", () => {
    const simulated = run(proxy, "alarm-during-bake");
    const bad = says(simulated, "with errors")?.second ?? 0;
    const back = says(simulated, "0 % of the traffic goes to the new revision, 100 %")?.second ?? 0;
    expect(simulated.errors).toBeCloseTo((back - bad) * proxy.requestsPerSecond * 0.5);
  });

  it("rings by another alarm where none sees the answers", () => {
    const alarms = (proxy.alarms?.alarms ?? []).slice(0, 1).map((alarm) => ({ ...alarm, metric: "other" }) as const);
    expect(alarms).toHaveLength(1);
    const { end } = run({ ...proxy, alarms: { alarms, rollback: true } }, "alarm-during-bake");
    expect(end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", serving: "old" });
  });

  it("only fails the deployment where alarms may not roll back", () => {
    const alarms = { alarms: proxy.alarms?.alarms ?? [], rollback: false };
    expect(run({ ...proxy, alarms }, "alarm-during-bake").end).toMatchObject({ status: "STOPPED", healthy: false });
  });
});

describe("old-image-missing", () => {
  it("leaves nobody well where the old tasks are gone, and does no harm where they still run", () => {
    expect(run(rolling, "old-image-missing").end).toMatchObject({ status: "ROLLBACK_FAILED", healthy: false });
    expect(run(proxy, "old-image-missing").end).toMatchObject({ status: "ROLLBACK_SUCCESSFUL", healthy: true });
  });
});

describe("spot-reclaimed", () => {
  const spot = { ...worker, desired: 4 } as const;

  it("takes what runs on Spot and leaves the base on demand", () => {
    const mixed = {
      ...spot,
      capacity: { kind: "fargate-spot", onDemandBase: 2, onDemandWeight: 0, spotWeight: 1 },
    } as const;
    const simulated = run(mixed, "spot-reclaimed");
    const second = says(simulated, "Spot capacity is taken back")?.second ?? 0;
    expect(stateAt(simulated, second - 1).old.running).toBe(4);
    expect(stateAt(simulated, second).old.running).toBe(2);
    expect(simulated.end).toMatchObject({ status: "SUCCESSFUL", serving: "new", healthy: true });
    expect(says(simulated, "was unable to place a task")).toBeDefined();
  });

  it("isn't taken for a failure of the version", () => {
    const all = {
      ...spot,
      capacity: { kind: "fargate-spot", onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 },
    } as const;
    const simulated = run(all, "spot-reclaimed");
    expect(failed(simulated)).toBe(0);
    expect(simulated.lowestCapacityPercent).toBe(0);
    expect(simulated.end).toMatchObject({ status: "SUCCESSFUL", healthy: true });
  });
});

describe("zone-lost", () => {
  it("starts what was lost anew, in the zones that are left", () => {
    const simulated = run(proxy, "zone-lost");
    const lost = says(simulated, "is lost with all")?.second ?? 0;
    const after = simulated.events.filter(
      ({ second, says: line }) => second > lost && line.includes(" runs in us-east-1a"),
    );
    expect(after).toEqual([]);
    expect(simulated.end).toMatchObject({ status: "SUCCESSFUL", serving: "new", healthy: true });
  });

  it("fails requests until the load balancer's checks have found out", () => {
    const simulated = run(proxy, "zone-lost");
    // One of two old tasks is gone for three checks of 15 s each; it had half of the traffic.
    expect(simulated.errors).toBeCloseTo(45 * proxy.requestsPerSecond * 0.5);
  });
});

describe("long-stream", () => {
  it("cuts the streams that outlast drain and stop, as many as they come to by arithmetic", () => {
    const simulated = run(rolling, "long-stream");
    const most = 2 * (600 + 120);
    // Both old tasks, each with half of the requests, one in twenty of them a stream, r (L - K)² / 2L.
    const each = (0.05 * proxy.requestsPerSecond * 0.5 * (most / 2) ** 2) / (2 * most);
    expect(simulated.cutStreams).toBeGreaterThanOrEqual(2 * each * 0.66);
    expect(simulated.cutStreams).toBeLessThanOrEqual(2 * each * 1.01);
  });

  it("cuts fewer where a bake lets them end first, and none without the fault", () => {
    expect(run(proxy, "long-stream").cutStreams).toBeLessThan(run(rolling, "long-stream").cutStreams / 10);
    expect(run(rolling).cutStreams).toBe(0);
    expect(run(proxy).cutStreams).toBe(0);
  });
});

describe("api-throttled", () => {
  it("costs the time that it lasts and nothing else", () => {
    for (const rollout of [rolling, proxy]) {
      const [plain, slow] = [run(rollout), run(rollout, "api-throttled")];
      expect(slow.end).toMatchObject({ status: "SUCCESSFUL", healthy: true });
      expect(slow.end.second).toBeGreaterThan(plain.end.second);
      expect(slow.end.second - plain.end.second).toBeLessThanOrEqual(330);
      expect(slow.errors).toBe(0);
      expect(says(slow, "are being throttled on elb")).toBeDefined();
    }
  });
});

describe("tool-killed", () => {
  it("is nothing to ECS", () => {
    const [plain, killed] = [run(proxy), run(proxy, "tool-killed")];
    expect(killed.end).toEqual(plain.end);
    expect(killed.events.filter(({ kind }) => kind !== "fault")).toEqual(plain.events);
  });
});

describe("limits that leave no room", () => {
  it("wait for ever, and ECS says why", () => {
    const simulated = run({ ...rolling, maximumPercent: 100 });
    expect(simulated.end).toMatchObject({ settled: false, serving: "old", healthy: true });
    expect(says(simulated, "unable to stop or start tasks during a deployment")).toBeDefined();
  });
});

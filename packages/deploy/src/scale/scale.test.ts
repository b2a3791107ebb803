import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import { aRollout } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { SimulatedEcs } from "../testing/simulated-ecs.js";
import { scale, type ScaleRequest } from "./scale.js";

/** Service `api` with two tasks; scaled between 2 and 4, or not. */
function aCluster(isScaled: boolean) {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock);
  ecs.add({
    rollout: aRollout(),
    images: { api: `registry/api@${aDigest(1)}` },
    scaling: isScaled ? { minTasks: 2, maxTasks: 4, suspended: false, policies: ["cpu"] } : null,
  });
  const ports = { clock, services: ecs.services, targets: ecs.targets, scaling: ecs.scaling };
  const events: DeployEvent[] = [];
  const run = (change: Partial<ScaleRequest>) => {
    const request: ScaleRequest = {
      cluster: ecs.cluster,
      service: "api",
      tasks: null,
      minTasks: null,
      maxTasks: null,
      described: { minTasks: 2, maxTasks: isScaled ? 4 : 2 },
      isAlone: false,
      deadlineMs: 900_000,
      ...change,
    };
    return scale(request, ports, (event) => events.push(event));
  };
  const warnings = () => events.flatMap((event) => (event.type === "warning" ? [event.says] : []));
  return { ecs, run, warnings };
}

describe("scale", () => {
  it("waits until the tasks are there and healthy, and warns that a deployment may set the number back", async () => {
    const { ecs, run, warnings } = aCluster(false);
    expect(await run({ tasks: 5 })).toEqual({ kind: "done" });
    expect(ecs.stateOf("api")).toMatchObject({ desired: 5, new: { healthy: 5 } });
    expect(warnings()).toEqual([expect.stringContaining("The description says 2 tasks of service api")]);
  });

  it("moves the range of a service that is scaled, and the tasks with it", async () => {
    const { ecs, run } = aCluster(true);
    expect(await run({ minTasks: 3, maxTasks: 9 })).toEqual({ kind: "done" });
    expect(await ecs.scaling.target(ecs.cluster, "api")).toMatchObject({ minTasks: 3, maxTasks: 9, policies: ["cpu"] });
    expect(ecs.stateOf("api")).toMatchObject({ desired: 3, new: { healthy: 3 } });
  });

  it("keeps the end of a range that isn't named", async () => {
    const { ecs, run } = aCluster(true);
    await run({ maxTasks: 9 });
    expect(await ecs.scaling.target(ecs.cluster, "api")).toMatchObject({ minTasks: 2, maxTasks: 9 });
  });

  it("changes nothing and warns of nothing when it is so already", async () => {
    const { run, warnings } = aCluster(true);
    expect(await run({ tasks: 2, minTasks: 2 })).toEqual({ kind: "unchanged" });
    expect(warnings()).toEqual([]);
  });

  it("scales down to nothing", async () => {
    const { ecs, run } = aCluster(false);
    expect(await run({ tasks: 0 })).toEqual({ kind: "done" });
    expect(ecs.stateOf("api")).toMatchObject({ desired: 0, new: { running: 0 } });
  });

  it.each([
    ["autoscaling would undo it", true, { tasks: 7 }, "OutsideRange"],
    ["the range is empty", true, { minTasks: 9 }, "EmptyRange"],
    ["nothing scales the service", false, { minTasks: 1, maxTasks: 3 }, "NotScaled"],
    ["it is no number of tasks", false, { tasks: -1 }, "WrongCount"],
    ["nothing is said", false, {}, "NoScale"],
    ["it writes to a volume of one writer", false, { tasks: 2, isAlone: true }, "OneWriter"],
    ["there is no such service", false, { service: "worker", tasks: 2 }, "ServiceMissing"],
  ])("is refused when %s, and touches nothing", async (_, isScaled, change, code) => {
    const { ecs, run } = aCluster(isScaled);
    expect(await run(change)).toMatchObject({ kind: "refused", problems: [{ code }] });
    expect(ecs.stateOf("api").desired).toBe(2);
  });

  it("says that its time is up, or that it isn't healthy, rather than that it is done", async () => {
    const { run } = aCluster(false);
    expect(await run({ tasks: 5, deadlineMs: 10_000 })).toMatchObject({
      kind: "unhealthy",
      problems: [{ code: "TooFewTasks" }, { code: "UnhealthyTargets" }],
    });
  });
});

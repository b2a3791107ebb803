import { clusterName } from "@fairlead/constructs";
import { faultNamed } from "@fairlead/simulator";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { Ledger } from "../ledger/release-ledger.js";
import { aReleaseStart } from "../testing/a-release.js";
import { aRollout } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { fakeDeployPorts } from "../testing/fake-deploy-ports.js";
import { FakeStacks } from "../testing/fake-stacks.js";
import { SimulatedEcs } from "../testing/simulated-ecs.js";
import { readStatus } from "./read-status.js";
import { stackPlaces } from "./stack-places.js";

const app = aResolvedApp();
const [service] = app.services;

/** The environment of the app, with all its stacks and services. */
function anEnvironment() {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock, clusterName(app));
  const stacks = new FakeStacks({ clock, templates: () => undefined });
  const { services, targets, scaling, alarms } = ecs;
  const ports = fakeDeployPorts({ clock, stacks, services, targets, scaling, alarms });
  const deploy = (): void => {
    for (const { name } of stackPlaces(app)) stacks.put(name, { Resources: {} });
    for (const { name } of app.services) {
      ecs.add({ rollout: aRollout({ service: name }), images: { [name]: `registry/app@${aDigest(1)}` } });
    }
  };
  return { clock, ecs, stacks, ports, deploy };
}

const name = service?.name ?? "";

describe("the status of an environment", () => {
  it("is absent before anything was deployed", async () => {
    const { ports } = anEnvironment();
    const status = await readStatus(app, ports);
    expect(status).toMatchObject({ state: "absent", lastRelease: null, problems: [], alarms: [] });
    expect(status.services.map(({ rollout }) => rollout)).toEqual(app.services.map(() => null));
  });

  it("is healthy when each service serves one revision; it tells digest, age, range and the last release", async () => {
    const { clock, ports, deploy } = anEnvironment();
    deploy();
    const ledger = new Ledger({ app: app.name, environment: app.environment.name }, ports);
    const release = await ledger.begin("hash", aReleaseStart());
    await release.end({ outcome: "done", problems: [], by: "ada" });
    const status = await readStatus(app, ports);
    expect(status).toMatchObject({ state: "healthy", problems: [], lastRelease: { number: 1, outcome: "done" } });
    const [first] = status.services;
    expect(first).toMatchObject({ name, scaling: null, pausedAt: null, rollout: { desired: 2, running: 2 } });
    expect(first?.serving?.digests).toEqual({ [name]: aDigest(1) });
    expect(first?.serving?.sinceMs).toBeLessThan(clock.nowMs());
    expect(status.stacks.every((stack) => stack.status === "CREATE_COMPLETE")).toBe(true);
  });

  it("is moving while ECS deploys, and says which pause waits for a person", async () => {
    const { clock, ecs, ports, deploy } = anEnvironment();
    deploy();
    ecs.deploy(name, ecs.register(name, { [name]: `registry/app@${aDigest(2)}` }));
    await clock.sleep(30_000);
    const status = await readStatus(app, ports);
    expect(status).toMatchObject({ state: "moving", problems: [] });
    expect(status.services[0]?.rollout).toMatchObject({ status: "IN_PROGRESS", strategy: "blue-green" });
  });

  it("is unhealthy when tasks lack or a stack is stuck, and says so", async () => {
    const { clock, ecs, stacks, ports, deploy } = anEnvironment();
    deploy();
    ecs.put(name, { faults: [faultNamed("health-failing-later")] });
    ecs.deploy(name, ecs.register(name, { [name]: `registry/app@${aDigest(2)}` }));
    stacks.put(`${clusterName(app)}-Ecs`, { Resources: {} }, { status: "UPDATE_ROLLBACK_FAILED" });
    await clock.sleep(15 * 60_000);
    const status = await readStatus(app, ports);
    expect(status.state).toBe("unhealthy");
    expect(status.problems.map(({ code }) => code)).toContain("StackStuck");
  });
});

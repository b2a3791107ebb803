import { clusterName } from "@fairlead/constructs";
import { Ledger, readReleasedServices } from "@fairlead/deploy";
import {
  aReleaseStart,
  aRollout,
  FakeClock,
  fakeDeployPorts,
  FakeStacks,
  SimulatedEcs,
} from "@fairlead/deploy/testing";
import { faultNamed } from "@fairlead/simulator";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead, type TestOutcome } from "../testing/run-fairlead.js";

const app = aResolvedApp();
const names = app.services.map(({ name }) => name);
const [name = ""] = names;
const digest = (number: number): string => `sha256:${String(number).padStart(64, "0")}`;

/** An environment whose services run version 1, which is release 1. */
async function anEnvironment() {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock, clusterName(app));
  const stacks = new FakeStacks({ clock, templates: () => undefined });
  const { services, targets, scaling, alarms } = ecs;
  const deployment = fakeDeployPorts({ clock, stacks, services, targets, scaling, alarms });
  for (const service of names) {
    ecs.add({ rollout: aRollout({ service }), images: { [service]: `registry/app@${digest(1)}` } });
  }
  const release = async (number: number): Promise<void> => {
    const ledger = new Ledger({ app: app.name, environment: app.environment.name }, deployment);
    const open = await ledger.begin("hash", aReleaseStart());
    if (number > 1) {
      ecs.deploy(name, ecs.register(name, { [name]: `registry/app@${digest(number)}` }));
      await clock.sleep(3_600_000);
    }
    const facts = { services: await readReleasedServices(ecs.cluster, names, deployment) };
    await open.end({ outcome: "done", problems: [], by: "ada" }, facts);
  };
  await release(1);
  const run = (...argv: readonly string[]): Promise<TestOutcome> =>
    runFairlead(argv, { cwd: aProject(), app, deployment });
  return { ecs, stacks, run, release };
}

/** As they were before they were broken into lines. */
const sentences = ({ stdout }: TestOutcome): string => stdout.replaceAll(/\s+/g, " ");

const lastLine = ({ stdout }: TestOutcome): unknown => JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");

describe("fairlead rollback", () => {
  it("goes back to the release before, ends with 0, and warns that CloudFormation holds the later one", async () => {
    const { ecs, run, release } = await anEnvironment();
    await release(2);
    const outcome = await run("rollback");
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toContain("serves the release before");
    expect(sentences(outcome)).toContain("still holds the later release");
    expect((await readReleasedServices(ecs.cluster, [name], ecs))[0]?.digests).toEqual({ [name]: digest(1) });
  });

  it("ends with 4 when the earlier version can't run any more, and the later one goes on serving", async () => {
    const { ecs, run, release } = await anEnvironment();
    await release(2);
    ecs.put(name, { faults: [faultNamed("image-missing")] });
    const outcome = await run("rollback", "1", "--json");
    expect(outcome.code).toBe(4);
    expect(lastLine(outcome)).toMatchObject({ outcome: { kind: "rolled-back" } });
  });

  it("ends with 6 when its time is up", async () => {
    const { run, release } = await anEnvironment();
    await release(2);
    expect((await run("rollback", "--timeout", "20s")).code).toBe(6);
  });

  it("ends with 2 for what is no release, and when there is none before", async () => {
    const { run } = await anEnvironment();
    expect((await run("rollback", "latest")).stderr).toContain('"latest" is no number of a release');
    const outcome = await run("rollback");
    expect([outcome.code, outcome.stderr]).toEqual([2, expect.stringContaining("no earlier release")]);
  });
});

describe("fairlead status", () => {
  it("shows on one screen what serves and the last release", async () => {
    const { run } = await anEnvironment();
    const { code, stdout } = await run("status");
    expect(code).toBe(0);
    expect(stdout).toContain(`${app.name} · ${app.environment.name} · ${app.environment.region}`);
    expect(stdout).toContain("2/2 running, 2 healthy, 100 % of the traffic");
    expect(stdout).toContain("1 (deploy), done");
  });

  it("is one JSON document, and tells an unhealthy environment by its code when it is asked to", async () => {
    const { stacks, run } = await anEnvironment();
    stacks.put(`${clusterName(app)}-Ecs`, { Resources: {} }, { status: "UPDATE_ROLLBACK_FAILED" });
    const outcome = await run("status", "--json", "--exit-code");
    expect(outcome.code).toBe(5);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ command: "status", state: "unhealthy" });
    expect((await run("status")).code).toBe(0);
  });
});

describe("fairlead scale", () => {
  it("ends with 0 when the tasks are there, and warns that a deployment may set it back", async () => {
    const { ecs, run } = await anEnvironment();
    const outcome = await run("scale", name, "5");
    expect(outcome.code).toBe(0);
    expect(ecs.stateOf(name).new.healthy).toBe(5);
    expect(sentences(outcome)).toContain("a deployment may set it back");
  });

  it("ends with 3 when it is refused, and with 2 for a service or a number that isn't one", async () => {
    const { run } = await anEnvironment();
    expect((await run("scale", name, "--min", "3")).code).toBe(3);
    expect((await run("scale", "nobody", "3")).stderr).toContain(`Name one of ${names.join(", ")}`);
    expect((await run("scale", name, "many")).code).toBe(2);
  });
});

describe("fairlead approve", () => {
  it("ends with 3 when nothing waits for a person", async () => {
    const { run } = await anEnvironment();
    const outcome = await run("approve", name);
    expect([outcome.code, outcome.stdout]).toEqual([3, expect.stringContaining("waits for a person")]);
  });
});

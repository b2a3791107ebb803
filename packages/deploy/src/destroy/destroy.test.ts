import { describe, expect, it } from "vitest";
import type { Template } from "@fairlead/constructs";
import { diff } from "../diff/diff.js";
import { drift } from "../drift/drift.js";
import { DeploymentRun } from "../deploy/run-deployment.js";
import { fakeDeployPorts } from "../testing/fake-deploy-ports.js";
import { FakeEmptying } from "../testing/fake-emptying.js";
import { FakeEnvironment } from "../testing/fake-environment.js";
import { destroy, type DestroyRequest } from "./destroy.js";
import type { DestroyPlan } from "./destroy-plan.js";

const PREFIX = "llm-proxy-prod";

const main: Template = {
  Resources: {
    Main: { Type: "AWS::RDS::DBCluster", DeletionPolicy: "Snapshot" },
    Files: { Type: "AWS::S3::Bucket" },
  },
};
const secrets: Template = {
  Resources: { Key: { Type: "AWS::KMS::Key", DeletionPolicy: "RetainExceptOnCreate" } },
};
const edge: Template = { Resources: { Logs: { Type: "AWS::S3::Bucket" } } };

/** An environment that stands, with more in it than the fake's own templates have. */
async function standing() {
  const world = new FakeEnvironment();
  const ports = { clock: world.clock, stacks: world.stacks };
  await new DeploymentRun(world.request(), world.steps(), ports, () => undefined).run();
  world.stacks.put(`${PREFIX}-Users`, main);
  world.stacks.put(`${PREFIX}-Secrets`, secrets);
  world.stacks.put(`${PREFIX}-Cdn`, edge);
  world.stacks.operations.length = 0;
  const emptying = new FakeEmptying();
  const scaled: string[] = [];
  const services = {
    describe: () => Promise.resolve([]),
    update: ({ service, desired }: { service: string; desired?: number | undefined }) => {
      scaled.push(`${service} ${desired ?? ""}`);
      return Promise.resolve();
    },
  };
  return { world, emptying, scaled, services };
}

async function destroyIn(
  { world, emptying, services }: Awaited<ReturnType<typeof standing>>,
  change: Partial<DestroyRequest> = {},
) {
  const { target } = world.request();
  const asked: DestroyPlan[] = [];
  const request: DestroyRequest = {
    target,
    allowDestroy: [],
    concurrency: 3,
    approve: (plan) => {
      asked.push(plan);
      return Promise.resolve("flagged");
    },
    signal: new AbortController().signal,
    ...change,
  };
  const { services: allServices, scaling } = fakeDeployPorts({ clock: world.clock, stacks: world.stacks });
  const ports = {
    clock: world.clock,
    stacks: world.stacks,
    emptying,
    scaling,
    services: { ...allServices, ...services },
  };
  const result = await destroy(request, ports, () => undefined);
  return { ...result, asked };
}

describe("to destroy an environment", () => {
  it("takes stacks away from the last to the first, empties what is not data, and tells what is left", async () => {
    const fixture = await standing();
    const { outcome, left } = await destroyIn(fixture, { approve: () => Promise.resolve("typed") });
    expect(outcome).toEqual({ kind: "done" });
    expect(Object.keys(fixture.world.stacks.state())).toEqual([]);
    const order = fixture.world.stacks.operations.map((line) => line.replace(`DELETE ${PREFIX}-`, ""));
    for (const [reader, owner] of [
      ["Edge", "Ecs"],
      ["Ecs", "Data"],
      ["Ecs", "Jobs"],
      ["Data", "Vpc"],
      ["Jobs", "Vpc"],
    ])
      expect(order.indexOf(reader ?? "")).toBeLessThan(order.indexOf(owner ?? ""));
    expect(fixture.emptying.emptied).toContain(`bucket ${PREFIX}-Cdn-Logs`);
    expect(fixture.emptying.emptied.some((line) => line.startsWith("repository "))).toBe(true);
    expect(left.map(({ name, why }) => [name, why])).toEqual([
      ["Users/Main", "snapshot"],
      ["Secrets/Key", "kept"],
    ]);
  });

  it("refuses to let data go by a flag alone, until each is named or all are by the environment's name", async () => {
    const fixture = await standing();
    const refused = await destroyIn(fixture);
    expect(refused.outcome).toMatchObject({ kind: "refused" });
    const codes = "problems" in refused.outcome ? refused.outcome.problems.map(({ message }) => message) : [];
    expect(codes.some((message) => message.startsWith("Data/Cache"))).toBe(true);
    expect(fixture.world.stacks.operations).toEqual([]);
    expect((await destroyIn(fixture, { allowDestroy: ["prod"] })).outcome).toEqual({ kind: "done" });
  });

  it("touches nothing where nobody can be asked or somebody declines, and where nothing is there", async () => {
    const fixture = await standing();
    for (const answer of ["declined", "nobody-to-ask"] as const)
      await destroyIn(fixture, { approve: () => Promise.resolve(answer) });
    expect(fixture.world.stacks.operations).toEqual([]);
    await destroyIn(fixture, { allowDestroy: ["prod"] });
    expect((await destroyIn(fixture)).outcome).toEqual({ kind: "unchanged" });
  });

  it("says beforehand that something is protected, since its stack would stay half deleted", async () => {
    const fixture = await standing();
    fixture.world.stacks.put(`${PREFIX}-Users`, {
      Resources: { Main: { Type: "AWS::RDS::DBCluster", Properties: { DeletionProtection: true } } },
    });
    expect((await destroyIn(fixture, { allowDestroy: ["prod"] })).outcome).toMatchObject({
      kind: "refused",
      problems: [{ code: "DeletionProtected" }],
    });
  });

  it("says beforehand that a stack is protected, since it would be refused with the services gone", async () => {
    const fixture = await standing();
    fixture.world.stacks.protectedStacks.add(`${PREFIX}-Jobs`);
    const { outcome } = await destroyIn(fixture, { allowDestroy: ["prod"] });
    expect(outcome).toMatchObject({ kind: "refused", problems: [{ code: "StackProtected" }] });
    expect(fixture.world.stacks.operations).toEqual([]);
  });

  it("goes on from what is there after a stack could not be deleted", async () => {
    const fixture = await standing();
    fixture.world.stacks.failures.push({
      stack: `${PREFIX}-Jobs`,
      logicalId: "Cluster",
      reason: "It has tasks.",
      on: "delete",
      times: 1,
    });
    expect((await destroyIn(fixture, { allowDestroy: ["prod"] })).outcome).toMatchObject({
      kind: "unhealthy",
      problems: [{ code: "StackStuck" }],
    });
    expect(Object.keys(fixture.world.stacks.state())).toContain(`${PREFIX}-Vpc`);
    expect((await destroyIn(fixture, { allowDestroy: ["prod"] })).outcome).toEqual({ kind: "done" });
  });
});

describe("a look at what is deployed", () => {
  it("finds what differs from the templates of the assembly, and changes nothing", async () => {
    const { world } = await standing();
    world.wish = { ...world.wish, hasCache: false };
    const plan = await diff(world.request().target, { clock: world.clock, stacks: world.stacks });
    expect(plan.changes.map(({ logicalId, action }) => [logicalId, action])).toContainEqual(["Cache", "delete"]);
    expect(plan.problems.map(({ code }) => code)).toContain("DataWouldBeDeleted");
    expect(world.stacks.operations).toEqual([]);
  });

  it("finds what was changed by hand", async () => {
    const { world } = await standing();
    world.stacks.drifted[`${PREFIX}-Ecs`] = [
      { logicalId: "Service", physicalId: "p", type: "AWS::ECS::Service", kind: "modified", differences: [] },
    ];
    const found = await drift(world.request().target, { stacks: world.stacks }, () => undefined);
    expect(found.drifted).toMatchObject([{ role: "Ecs", logicalId: "Service", address: null }]);
    expect(found.compared).toContain(`${PREFIX}-Vpc`);
  });
});

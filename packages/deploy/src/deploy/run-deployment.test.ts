import { UserError } from "@fairlead/errors";
import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import type { Outcome } from "../outcome/outcome.js";
import { SecretText } from "../secrets/secret-text.js";
import { digestOf, FakeEnvironment, OPENAI_API_KEY } from "../testing/fake-environment.js";
import { mortal } from "../testing/mortal.js";
import type { DeployPlan } from "./deploy-plan.js";
import type { DeployRequest } from "./deploy-request.js";
import { DeploymentRun } from "./run-deployment.js";

const PREFIX = "llm-proxy-prod";

async function deployTo(
  world: FakeEnvironment,
  change: Partial<DeployRequest> = {},
  onEvent: (event: DeployEvent) => void = () => undefined,
): Promise<Outcome> {
  const ports = { clock: world.clock, stacks: world.stacks };
  return await new DeploymentRun(world.request(change), world.steps(), ports, onEvent).run();
}

async function deployed(): Promise<FakeEnvironment> {
  const world = new FakeEnvironment();
  expect(await deployTo(world)).toEqual({ kind: "done" });
  world.stacks.operations.length = 0;
  return world;
}

const keyOf = (world: FakeEnvironment) => world.secretStore.valueOf("llm-proxy/prod/openai-api-key");

const fail = (world: FakeEnvironment, stack: string, logicalId: string) =>
  world.stacks.failures.push({
    stack: `${PREFIX}-${stack}`,
    logicalId,
    reason: "It failed.",
    on: "deploy",
    times: 1,
  });

/** A release that changes the image, takes the cache away, and with it what the network and the service had for it. */
const change = (world: FakeEnvironment): void => {
  world.wish = { ...world.wish, content: "b", hasCache: false };
};
const leave = { allowDestroy: ["Data/Cache"] };

describe("a deployment", () => {
  it("makes an environment, in an order that its stacks allow, and pushes images when their repository is there", async () => {
    const world = new FakeEnvironment();
    const events: DeployEvent[] = [];
    expect(await deployTo(world, {}, (event) => events.push(event))).toEqual({ kind: "done" });
    expect(world.serving).toBe(digestOf("a"));
    expect(world.releases).toEqual([{ number: 1, outcome: "done" }]);
    const steps = events.flatMap((event) => (event.type === "step" ? [`${event.step} ${event.state}`] : []));
    expect(steps.filter((step) => step.endsWith("done"))).toEqual([
      "plan done",
      "approve done",
      "secrets done",
      "images done",
      "release done",
      "stacks done",
      "services done",
      "smoke done",
      "record done",
    ]);
    expect(events.at(-1)).toEqual({ type: "outcome", outcome: { kind: "done" } });
  });

  it("does nothing, asks nobody and records nothing where all is as asked and healthy", async () => {
    const world = await deployed();
    const asked: DeployPlan[] = [];
    const approve = (plan: DeployPlan) => {
      asked.push(plan);
      return Promise.resolve("approved" as const);
    };
    expect(await deployTo(world, { approve })).toEqual({ kind: "unchanged" });
    expect([asked, world.stacks.operations, world.releases.length]).toEqual([[], [], 1]);
  });

  it("doesn't call it unchanged when nothing differs and the service is ill", async () => {
    const world = await deployed();
    world.isIll = true;
    expect(await deployTo(world)).toMatchObject({ kind: "unhealthy" });
  });

  it("touches nothing where preflight finds something, nobody agrees, or nobody can be asked", async () => {
    const world = await deployed();
    change(world);
    expect(await deployTo(world)).toMatchObject({ kind: "refused", problems: [{ code: "DataWouldBeDeleted" }] });
    expect(await deployTo(world, { ...leave, approve: () => Promise.resolve("declined") })).toMatchObject({
      kind: "refused",
      problems: [{ code: "NotApproved" }],
    });
    expect(await deployTo(world, { ...leave, approve: () => Promise.resolve("nobody-to-ask") })).toMatchObject({
      kind: "needs-approval",
    });
    world.obstacles = [{ path: "", code: "Obstacle", message: "No.", fix: "Mend it." }];
    expect(await deployTo(world, leave)).toEqual({ kind: "refused", problems: world.obstacles });
    expect([world.stacks.operations, world.serving, world.releases.length]).toEqual([[], digestOf("a"), 1]);
  });

  it("takes away what goes after the new version serves, from the last stack to the first", async () => {
    const world = await deployed();
    change(world);
    expect(await deployTo(world, leave)).toEqual({ kind: "done" });
    const operations = world.stacks.operations.map((line) => line.replace(`${PREFIX}-`, ""));
    expect(operations).toEqual(["UPDATE Jobs", "UPDATE Ecs", "DELETE Data", "UPDATE Vpc"]);
    expect(await deployTo(world)).toEqual({ kind: "unchanged" });
  });

  it("has taken nothing away when the new version fails, and says that the old one serves", async () => {
    const world = await deployed();
    const before = world.stacks.state();
    change(world);
    fail(world, "Ecs", "Task");
    const outcome = await deployTo(world, leave);
    expect(outcome).toMatchObject({ kind: "rolled-back" });
    expect(world.serving).toBe(digestOf("a"));
    for (const name of ["Vpc", "Data"])
      expect(world.stacks.state()[`${PREFIX}-${name}`]).toEqual(before[`${PREFIX}-${name}`]);
    expect(world.releases.at(-1)?.outcome).toBe("rolled-back");
  });

  it("never touches services when a release job fails", async () => {
    const world = await deployed();
    change(world);
    fail(world, "Jobs", "Gate");
    const events: DeployEvent[] = [];
    expect(await deployTo(world, leave, (event) => events.push(event))).toMatchObject({ kind: "rolled-back" });
    expect(world.stacks.operations.some((line) => line.endsWith("-Ecs"))).toBe(false);
    expect(events).toContainEqual(expect.objectContaining({ type: "step", step: "release", state: "failed" }));
  });

  it("believes the service and not CloudFormation: a stack that came back is no proof that the old version is well", async () => {
    const world = await deployed();
    change(world);
    fail(world, "Ecs", "Task");
    world.isIll = true;
    expect(await deployTo(world, leave)).toMatchObject({ kind: "unhealthy" });
  });

  it("is not done when a later stack failed, though the new version serves", async () => {
    const world = await deployed();
    world.wish = { ...world.wish, content: "b", hasEdge: false };
    expect(await deployTo(world)).toEqual({ kind: "done" });
    world.wish = { ...world.wish, content: "c", hasEdge: true };
    fail(world, "Edge", "Waf");
    expect(await deployTo(world)).toMatchObject({
      kind: "unhealthy",
      problems: [{ code: "StackFailed" }, { code: "ReleaseIncomplete" }],
    });
  });

  it("keeps what would go when the public address doesn't answer", async () => {
    const world = await deployed();
    change(world);
    world.smokeProblems = [{ path: "", code: "NoAnswer", message: "No answer.", fix: "Look." }];
    expect(await deployTo(world, leave)).toMatchObject({ kind: "unhealthy" });
    expect(Object.keys(world.stacks.state())).toContain(`${PREFIX}-Data`);
  });

  it("says that time is up, leaves AWS to it, and is carried on with by the next run", async () => {
    const world = new FakeEnvironment();
    expect(await deployTo(world, { deadlineMs: 20_000 })).toMatchObject({ kind: "timed-out" });
    world.releases.length = 0;
    expect(await deployTo(world)).toEqual({ kind: "done" });
  });
});

describe("secrets that somebody has to set", () => {
  const asking = (answer: DeployRequest["firstValues"]["ask"]): Partial<DeployRequest> => ({
    firstValues: { given: [], ask: answer },
  });

  it("have the value that was brought along before any task starts", async () => {
    const world = new FakeEnvironment();
    const events: DeployEvent[] = [];
    expect(await deployTo(world, {}, (event) => events.push(event))).toEqual({ kind: "done" });
    expect(keyOf(world)).toBe("planted-api-key");
    const moments = events.flatMap((event) =>
      event.type === "stack" && event.status === "CREATE_IN_PROGRESS"
        ? [event.stack.replace(`${PREFIX}-`, "")]
        : event.type === "step" && event.step === "secrets" && event.state === "done"
          ? ["filled"]
          : [],
    );
    const order = [...new Set(moments)].filter((moment) => ["Secrets", "filled", "Jobs", "Ecs"].includes(moment));
    expect(order).toEqual(["Secrets", "filled", "Jobs", "Ecs"]);
    expect(JSON.stringify(events)).not.toContain("planted-api-key");
  });

  it("are asked for once, after the plan is agreed to and before anything is touched", async () => {
    const world = new FakeEnvironment();
    const asked: unknown[] = [];
    const request = asking((lacking) => {
      asked.push(lacking, world.stacks.operations.length);
      return Promise.resolve([OPENAI_API_KEY]);
    });
    expect(await deployTo(world, request)).toEqual({ kind: "done" });
    expect(asked).toEqual([[{ secret: "openai-api-key", fields: null }], 0]);
    world.wish = { ...world.wish, content: "b" };
    expect(await deployTo(world, request)).toEqual({ kind: "done" });
    expect(asked).toHaveLength(2);
  });

  it("leave all untouched when no value is given", async () => {
    const world = new FakeEnvironment();
    const none = UserError.of("NoValue", { message: "No value was given.", fix: "Run it again." });
    const outcome = await deployTo(
      world,
      asking(() => Promise.reject(none)),
    );
    expect(outcome).toMatchObject({ kind: "refused", problems: [{ code: "NoValue" }] });
    expect([world.stacks.operations, world.releases]).toEqual([[], []]);
  });

  it("keep the value that they have", async () => {
    const world = await deployed();
    world.wish = { ...world.wish, content: "b" };
    const other = { ...OPENAI_API_KEY, value: new SecretText("another") };
    expect(await deployTo(world, { firstValues: { given: [other], ask: null } })).toEqual({ kind: "done" });
    expect(keyOf(world)).toBe("planted-api-key");
  });

  it("are set where they were made before, though nothing else differs", async () => {
    const world = await deployed();
    world.secretStore.make("llm-proxy/prod/openai-api-key");
    expect(await deployTo(world)).toEqual({ kind: "done" });
    expect(keyOf(world)).toBe("planted-api-key");
    expect(await deployTo(world)).toEqual({ kind: "unchanged" });
  });
});

describe("an interrupted deployment", () => {
  /** Aborts as soon as an event passes. */
  const interruptedAt = (reason: "leave" | "roll-back", passes: (event: DeployEvent) => boolean) => {
    const controller = new AbortController();
    return {
      signal: controller.signal,
      onEvent: (event: DeployEvent) => {
        if (passes(event)) controller.abort(reason);
      },
    };
  };
  const isEcsUpdating = (event: DeployEvent): boolean =>
    event.type === "stack" && event.stack.endsWith("-Ecs") && event.status === "UPDATE_IN_PROGRESS";

  it("leaves AWS to it when asked to, and the next run ends where this one would have", async () => {
    const world = await deployed();
    change(world);
    const { signal, onEvent } = interruptedAt("leave", isEcsUpdating);
    expect(await deployTo(world, { ...leave, signal }, onEvent)).toEqual({ kind: "cancelled", left: "left-running" });
    expect(world.stacks.state()[`${PREFIX}-Ecs`]?.status).toBe("UPDATE_IN_PROGRESS");
    expect(await deployTo(world, leave)).toEqual({ kind: "done" });
    expect(world.serving).toBe(digestOf("b"));
  });

  it("takes back what is under way when asked to, and the old version serves", async () => {
    const world = await deployed();
    change(world);
    const { signal, onEvent } = interruptedAt("roll-back", isEcsUpdating);
    expect(await deployTo(world, { ...leave, signal }, onEvent)).toEqual({ kind: "cancelled", left: "rolled-back" });
    expect(world.stacks.state()[`${PREFIX}-Ecs`]?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect([world.serving, world.releases.at(-1)?.outcome]).toEqual([digestOf("a"), "cancelled"]);
    expect(Object.keys(world.stacks.state())).toContain(`${PREFIX}-Data`);
  });

  it("says that it goes on where a stack is being made for the first time", async () => {
    const world = new FakeEnvironment();
    const isVpcMade = (event: DeployEvent): boolean => event.type === "stack" && event.status === "CREATE_IN_PROGRESS";
    const { signal, onEvent } = interruptedAt("roll-back", isVpcMade);
    expect(await deployTo(world, { signal }, onEvent)).toEqual({ kind: "cancelled", left: "left-running" });
  });

  /** Runs, and dies at the given call of a port; says whether it came that far. */
  async function runUntilKilled(world: FakeEnvironment, call: number): Promise<"killed" | "ended"> {
    const { ports, steps, killed } = mortal(world, call);
    const run = new DeploymentRun(world.request(leave), steps, ports, () => undefined).run();
    return await Promise.race([run.then(() => "ended" as const), killed]);
  }

  it.each([
    ["that makes an environment", () => Promise.resolve(new FakeEnvironment())],
    [
      "that changes an image and takes a cache away",
      async () => {
        const world = await deployed();
        change(world);
        return world;
      },
    ],
  ])("%s, killed at any call and run again, comes to the same end", async (_, begin) => {
    const whole = await begin();
    expect(await deployTo(whole, leave)).toEqual({ kind: "done" });
    const expected = {
      stacks: whole.stacks.state(),
      serving: whole.serving,
      releases: whole.releases,
      key: keyOf(whole),
    };
    let kills = 0;
    for (let call = 1; ; call += 1) {
      const world = await begin();
      if ((await runUntilKilled(world, call)) === "ended") break;
      kills += 1;
      const outcome = await deployTo(world, leave);
      expect(["done", "unchanged"]).toContain(outcome.kind);
      expect({
        stacks: world.stacks.state(),
        serving: world.serving,
        releases: world.releases,
        key: keyOf(world),
      }).toEqual(expected);
    }
    expect(kills).toBeGreaterThan(20);
  });
});

import { faultNamed, type RolloutStrategy } from "@fairlead/simulator";
import { describe, expect, it } from "vitest";
import type { DeployPorts } from "../deploy-ports.js";
import type { DeployEvent } from "../event/deploy-event.js";
import { Ledger } from "../ledger/release-ledger.js";
import type { Outcome } from "../outcome/outcome.js";
import { askServices } from "../rollout/ask-services.js";
import { watchRollouts } from "../rollout/watch-rollouts.js";
import type { TargetGroupSettings } from "../targets/targets.js";
import { aReleaseStart } from "../testing/a-release.js";
import { aRollout, STRATEGIES } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { fakeDeployPorts } from "../testing/fake-deploy-ports.js";
import { FakeStacks } from "../testing/fake-stacks.js";
import { type Death, killedPorts } from "../testing/killed-ports.js";
import { SimulatedEcs, TARGET_GROUP_SETTINGS } from "../testing/simulated-ecs.js";
import { readReleasedServices } from "./read-released-services.js";
import { rollback, type RollbackRequest } from "./rollback.js";

const ENVIRONMENT = { app: "shop", environment: "prod" } as const;

const LATER_SETTINGS: TargetGroupSettings = {
  health: { ...TARGET_GROUP_SETTINGS.health, path: "/ready", healthyThreshold: 5 },
  attributes: { "deregistration_delay.timeout_seconds": "300" },
};

const image = (number: number): string => `registry/api@${aDigest(number)}`;

/** An environment with service `api`, whose releases are recorded. */
class Environment {
  readonly clock = new FakeClock();
  readonly ecs = new SimulatedEcs(this.clock);
  readonly stacks = new FakeStacks({ clock: this.clock, templates: () => undefined });
  readonly ports: DeployPorts;
  readonly events: DeployEvent[] = [];
  readonly taskDefinitions: string[] = [];

  constructor(strategy: RolloutStrategy = STRATEGIES["blue-green"]) {
    const { services, targets, scaling, alarms } = this.ecs;
    this.ports = fakeDeployPorts({ clock: this.clock, stacks: this.stacks, services, targets, scaling, alarms });
    this.taskDefinitions.push(
      this.ecs.add({
        rollout: aRollout({ strategy }),
        images: { api: image(1) },
        scaling: { minTasks: 2, maxTasks: 4, suspended: false, policies: ["cpu"] },
      }),
    );
  }

  get ledger(): Ledger {
    return new Ledger(ENVIRONMENT, this.ports);
  }

  async record(outcome: "done" | "unhealthy" | "rolled-back" = "done"): Promise<void> {
    const release = await this.ledger.begin("hash", aReleaseStart());
    const services = await readReleasedServices(this.ecs.cluster, ["api"], this.ports);
    await release.end({ outcome, problems: [], by: "ada" }, { services });
  }

  /** Deploys the next version with a health check and a range of its own, as CloudFormation would, and waits. */
  async release({ wait = true } = {}): Promise<void> {
    const asked = await askServices(this.ecs.cluster, [{ name: "api", digests: {} }], this.ports);
    for (const group of ["blue", "green"]) {
      await this.ecs.targets.changeSettings(
        `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api-${group}/1`,
        LATER_SETTINGS,
      );
    }
    await this.ecs.scaling.changeRange(this.ecs.cluster, "api", { minTasks: 3, maxTasks: 9 });
    const taskDefinition = this.ecs.register("api", { api: image(this.taskDefinitions.length + 1) });
    this.taskDefinitions.push(taskDefinition);
    this.ecs.deploy("api", taskDefinition);
    if (!wait) return;
    const deadlineMs = this.clock.nowMs() + 6 * 3_600_000;
    await watchRollouts({ cluster: this.ecs.cluster, services: asked, deadlineMs }, this.ports, () => undefined);
  }

  async rollback(to: number | null = null, ports: DeployPorts = this.ports): Promise<Outcome> {
    const request: RollbackRequest = {
      environment: ENVIRONMENT,
      cluster: this.ecs.cluster,
      stack: { name: "shop-prod-Ecs", region: null },
      to,
      deadlineMs: 4 * 3_600_000,
      toolVersion: "0.1.0",
    };
    return rollback(request, ports, (event) => this.events.push(event));
  }

  /** What counts of the end: the version, how it is asked for its health, and its range. */
  async state() {
    const [service] = await readReleasedServices(this.ecs.cluster, ["api"], this.ports);
    const scaling = await this.ecs.scaling.target(this.ecs.cluster, "api");
    return { digest: service?.digests["api"], groups: service?.targetGroups.map(({ settings }) => settings), scaling };
  }
}

/** Two good releases, the second with another health check and range. */
async function twoReleases(strategy?: RolloutStrategy): Promise<Environment> {
  const environment = new Environment(strategy);
  await environment.record();
  await environment.release();
  await environment.record();
  return environment;
}

const FIRST = {
  digest: aDigest(1),
  groups: [TARGET_GROUP_SETTINGS, TARGET_GROUP_SETTINGS],
  scaling: { minTasks: 2, maxTasks: 4, suspended: false, policies: ["cpu"] },
};

describe("rollback", () => {
  it("brings version, health check and scaling of the release before back together", async () => {
    const environment = await twoReleases();
    expect((await environment.state()).digest).toBe(aDigest(2));
    expect(await environment.rollback()).toEqual({ kind: "done" });
    expect(await environment.state()).toEqual(FIRST);
  });

  it.each(["rolling", "blue-green", "linear", "canary"] as const)("undoes a %s release", async (strategy) => {
    const environment = await twoReleases(STRATEGIES[strategy]);
    expect(await environment.rollback()).toEqual({ kind: "done" });
    expect(await environment.state()).toMatchObject({ digest: aDigest(1), scaling: FIRST.scaling });
  });

  it("is recorded as a release of its own, and tells that CloudFormation's stack differs on purpose", async () => {
    const environment = await twoReleases();
    await environment.rollback();
    const last = await environment.ledger.last();
    expect(last).toMatchObject({ number: 3, action: { kind: "rollback", to: 1 }, end: { outcome: "done" } });
    expect(last?.facts.services[0]?.digests).toEqual({ api: aDigest(1) });
    const warnings = environment.events.flatMap((event) => (event.type === "warning" ? [event.says] : []));
    expect(warnings).toEqual([expect.stringContaining("shop-prod-Ecs still holds the later release")]);
  });

  it("goes on to the one before when it is asked again, and says when there is none left", async () => {
    const environment = await twoReleases();
    await environment.release();
    await environment.record();
    await environment.rollback();
    expect((await environment.state()).digest).toBe(aDigest(2));
    await environment.rollback();
    expect((await environment.state()).digest).toBe(aDigest(1));
    await expect(environment.rollback()).rejects.toThrow("no earlier release that ended well");
  });

  it("goes to a named release, forwards too, and refuses one that didn't end well", async () => {
    const environment = await twoReleases();
    await environment.rollback();
    expect(await environment.rollback(2)).toEqual({ kind: "done" });
    expect((await environment.state()).digest).toBe(aDigest(2));
    await environment.record("unhealthy");
    await expect(environment.rollback(5)).rejects.toThrow('Release 5 ended as "unhealthy"');
    await expect(environment.rollback(9)).rejects.toThrow("There is no release 9");
  });

  it("changes nothing when that release serves already", async () => {
    const environment = await twoReleases();
    expect(await environment.rollback(2)).toEqual({ kind: "unchanged" });
  });

  it("asks which one is meant when the last release was taken back by itself", async () => {
    const environment = await twoReleases();
    await environment.record("rolled-back");
    await expect(environment.rollback()).rejects.toThrow("what serves is release 2");
  });

  it("deploys a copy of a task definition that CloudFormation has deregistered", async () => {
    const environment = await twoReleases();
    const [first] = environment.taskDefinitions;
    if (first !== undefined) environment.ecs.deregister(first);
    expect(await environment.rollback()).toEqual({ kind: "done" });
    expect(await environment.state()).toEqual(FIRST);
  });

  it("takes back a release that is under way, and ends whoever's record it was", async () => {
    const environment = new Environment();
    await environment.record();
    await environment.ledger.begin("hash", aReleaseStart());
    await environment.release({ wait: false });
    await environment.clock.sleep(120_000);
    expect(environment.ecs.stateOf("api").status).toBe("IN_PROGRESS");
    expect(await environment.rollback()).toEqual({ kind: "done" });
    expect(await environment.state()).toEqual(FIRST);
    expect(await environment.ledger.read(2)).toMatchObject({ end: { outcome: "given-up" } });
  });

  it("refuses before anything is touched when a service of that release is gone", async () => {
    const environment = await twoReleases();
    const { services } = environment.ecs;
    const ports = { ...environment.ports, services: { ...services, describe: async () => Promise.resolve([]) } };
    expect(await environment.rollback(null, ports)).toMatchObject({
      kind: "refused",
      problems: [{ code: "ServiceMissing", path: "services.api" }],
    });
    expect(await environment.ledger.last()).toMatchObject({ number: 2 });
  });

  it("puts everything back as it was when the earlier version can't run any more", async () => {
    const environment = await twoReleases();
    const before = await environment.state();
    environment.ecs.put("api", { faults: [faultNamed("image-missing")] });
    expect(await environment.rollback()).toMatchObject({ kind: "rolled-back", problems: [{ code: "RolledBack" }] });
    expect(await environment.state()).toEqual(before);
    expect(await environment.ledger.last()).toMatchObject({ end: { outcome: "rolled-back" } });
  });

  it("leaves it running when it is cancelled or its time is up, and carries on when it is run again", async () => {
    const environment = await twoReleases();
    const request = {
      environment: ENVIRONMENT,
      cluster: environment.ecs.cluster,
      stack: { name: "shop-prod-Ecs", region: null },
      to: null,
      deadlineMs: 60_000,
      toolVersion: "0.1.0",
    };
    expect(await rollback(request, environment.ports, () => undefined)).toMatchObject({ kind: "timed-out" });
    const signal = AbortSignal.abort();
    expect(await rollback({ ...request, signal }, environment.ports, () => undefined)).toEqual({
      kind: "cancelled",
      left: "left-running",
    });
    expect(await environment.rollback()).toEqual({ kind: "done" });
    expect(await environment.state()).toEqual(FIRST);
    expect((await environment.ledger.last())?.number).toBe(3);
  });

  it("comes to the same end when it is killed at any call and run again", async () => {
    // Fewer looks at a rollout that goes its way: each of them is a place to die at.
    const shortly = { kind: "blue-green", bakeSeconds: 10 } as const;
    const whole = await twoReleases(shortly);
    const all = killedPorts(whole.ports, null);
    await whole.rollback(null, all.ports);
    const deaths = Array.from({ length: all.calls() }, (_, at) => at + 1).flatMap((call): readonly Death[] => [
      { call, when: "before" },
      { call, when: "after" },
    ]);
    expect(deaths.length).toBeGreaterThan(60);
    for (const death of deaths) {
      const environment = await twoReleases(shortly);
      const killed = killedPorts(environment.ports, death);
      await environment.rollback(null, killed.ports).catch(() => undefined);
      // Its last write may have come through: then there is nothing left to be done, and it is told so by its number.
      const isOver = (await environment.ledger.last())?.number === 3 && (await environment.ledger.last())?.end != null;
      const outcome = await environment.rollback(isOver ? 1 : null);
      expect([death, outcome.kind]).toEqual([death, isOver ? "unchanged" : "done"]);
      expect(await environment.state()).toEqual(FIRST);
    }
  });
});

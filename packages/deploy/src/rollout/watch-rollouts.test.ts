import { UserError } from "@fairlead/errors";
import { circuitBreakerThreshold, faultNamed, FAULTS, type RolloutFault, type StrategyKind } from "@fairlead/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import { aRollout, STRATEGIES } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { FakeClock } from "../testing/fake-clock.js";
import { SimulatedEcs } from "../testing/simulated-ecs.js";
import { askServices } from "./ask-services.js";
import { type RolloutWatch, type WatchPorts, watchRollouts } from "./watch-rollouts.js";

const image = (number: number): string => `registry/api@${aDigest(number)}`;

const HOUR_MS = 3_600_000;

interface Release {
  readonly strategy?: StrategyKind;
  readonly faults?: readonly RolloutFault[];
  readonly seed?: number;
  readonly rollout?: Parameters<typeof aRollout>[0];
  readonly watch?: Partial<RolloutWatch>;
  readonly change?: (ports: WatchPorts, ecs: SimulatedEcs) => WatchPorts;
  readonly isNew?: boolean;
}

/** Releases version 2 of `api` and watches it. */
async function release({ strategy = "blue-green", faults = [], seed = 1, rollout = {}, ...how }: Release) {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock);
  const ports = { clock, services: ecs.services, targets: ecs.targets };
  const pinned = [{ name: "api", digests: { api: aDigest(2) } }];
  const start = { rollout: aRollout({ strategy: STRATEGIES[strategy], ...rollout }), images: { api: image(1) } };
  if (how.isNew !== true) ecs.add(start);
  const asked = await askServices(ecs.cluster, pinned, ports);
  if (how.isNew === true) ecs.add({ ...start, images: { api: image(2) }, trial: { faults, seed } });
  else {
    ecs.put("api", { faults, seed });
    ecs.deploy("api", ecs.register("api", { api: image(2) }));
  }
  const events: DeployEvent[] = [];
  const startMs = clock.nowMs();
  const watch = { cluster: ecs.cluster, services: asked, deadlineMs: startMs + 6 * HOUR_MS, ...how.watch };
  const verdicts = await watchRollouts(watch, how.change?.(ports, ecs) ?? ports, (event) => events.push(event));
  return { verdict: verdicts[0], events, ecs, state: ecs.stateOf("api"), seconds: (clock.nowMs() - startMs) / 1000 };
}

/** All but those that are about what comes before ECS. */
const rolloutFaults = FAULTS.filter(({ name }) => name !== "migration-failing");

const fatalFaults = ["image-missing", "crash-at-start", "health-failing"].map(faultNamed);

const strategies = fc.constantFrom<StrategyKind>("rolling", "blue-green", "linear", "canary");

describe("watching a rollout", () => {
  it.each(Object.keys(STRATEGIES))("ends with the new version serving after a good %s deployment", async (name) => {
    const strategy =
      fc.sample(
        strategies.filter((kind) => kind === name),
        1,
      )[0] ?? "rolling";
    const { verdict, state } = await release({ strategy });
    expect(verdict).toMatchObject({ verdict: "serving", problems: [] });
    expect(state).toMatchObject({ status: "SUCCESSFUL", traffic: { newPercent: 100 } });
  });

  it("agrees with what the simulation says at that moment, whatever the strategy, the fault and the seed", async () => {
    const faults = fc.subarray(rolloutFaults, { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(strategies, faults, fc.nat(1000), fc.integer({ min: 1, max: 6 }), async (...tried) => {
        const [strategy, thrown, seed, desired] = tried;
        const { verdict, state } = await release({ strategy, faults: thrown, seed, rollout: { desired } });
        const isHealthy = (side: "old" | "new"): boolean =>
          state[side].healthy >= state.desired && state.traffic[`${side}Percent`] === 100;
        const expected =
          state.status === "SUCCESSFUL" && isHealthy("new")
            ? "serving"
            : state.status === "ROLLBACK_SUCCESSFUL" && isHealthy("old")
              ? "rolled-back"
              : "unhealthy";
        expect(verdict?.verdict).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("never calls a version serving that can't run", async () => {
    await fc.assert(
      fc.asyncProperty(strategies, fc.constantFrom(...fatalFaults), fc.nat(1000), async (strategy, fault, seed) => {
        const { verdict } = await release({ strategy, faults: [fault], seed });
        expect(verdict?.verdict).toBe("rolled-back");
        expect(verdict?.problems[0]).toMatchObject({ path: "services.api", code: "RolledBack" });
      }),
      { numRuns: 40 },
    );
  });

  it("ends unhealthy when a service's first version can't run, for there is nothing to go back to", async () => {
    const { verdict } = await release({ faults: [faultNamed("image-missing")], isNew: true });
    expect(verdict).toMatchObject({ verdict: "unhealthy" });
  });

  it("ends serving when a new service comes up", async () => {
    expect((await release({ isNew: true })).verdict).toMatchObject({ verdict: "serving" });
  });

  it("tells each change once: traffic, stages, failed tasks and how much of the bake is left", async () => {
    const { events } = await release({ strategy: "canary" });
    const snapshots = events.flatMap((event) => (event.type === "rollout" ? [event.snapshot] : []));
    const percents = [...new Set(snapshots.map(({ trafficPercent }) => trafficPercent))];
    expect(percents).toEqual([0, 10, 100]);
    const bakes = snapshots.flatMap(({ bakeSecondsLeft }) => bakeSecondsLeft ?? []);
    expect(Math.max(...bakes)).toBeLessThanOrEqual(300);
    expect(bakes.length).toBeGreaterThan(0);
    const texts = snapshots.map((snapshot) => JSON.stringify({ ...snapshot, bakeSecondsLeft: null }));
    expect(texts.filter((text, at) => text === texts[at - 1])).toEqual([]);
    expect(snapshots.at(-1)).toMatchObject({ status: "SUCCESSFUL", stage: null, revision: null, running: 2 });
  });

  it("counts the failed tasks up to the circuit breaker's threshold", async () => {
    const { events } = await release({ strategy: "rolling", faults: [faultNamed("image-missing")] });
    const failed = events.flatMap((event) => (event.type === "rollout" ? [event.snapshot.failedTasks] : []));
    expect(Math.max(...failed)).toBeGreaterThanOrEqual(circuitBreakerThreshold(2));
  });

  it("is over at the deadline, and says that it isn't settled", async () => {
    const clock = new FakeClock();
    const { verdict, seconds } = await release({ watch: { deadlineMs: clock.nowMs() + 60_000 } });
    expect(verdict).toMatchObject({ verdict: "unsettled", problems: [{ code: "RolloutUnderWay" }] });
    expect(seconds).toBe(60);
  });

  it("is over when it is told to stop, with what is known by then", async () => {
    const signal = AbortSignal.abort();
    expect((await release({ watch: { signal } })).verdict).toMatchObject({ verdict: "unsettled" });
  });

  it("concludes nothing while something may still begin or take back a deployment", async () => {
    let looks = 0;
    const isReleasing = (): boolean => {
      looks += 1;
      return looks < 400;
    };
    const { verdict, seconds } = await release({ watch: { isReleasing } });
    expect(verdict?.verdict).toBe("serving");
    expect(seconds).toBeGreaterThan(400 * 5);
  });

  it("reads on, more slowly, while AWS throttles", async () => {
    const throttled = UserError.of("AwsThrottled", { message: "Rate exceeded.", fix: "Wait." });
    let reads = 0;
    const change = (ports: WatchPorts): WatchPorts => ({
      ...ports,
      services: {
        ...ports.services,
        describe: async (cluster, names) => {
          reads += 1;
          if (reads % 3 !== 0) throw throttled;
          return ports.services.describe(cluster, names);
        },
      },
    });
    expect((await release({ change })).verdict?.verdict).toBe("serving");
  });

  it("gives up at once when it may not read", async () => {
    const denied = UserError.of("AwsAccessDenied", { message: "Not allowed.", fix: "Ask." });
    const change = (ports: WatchPorts): WatchPorts => ({
      ...ports,
      targets: { ...ports.targets, health: async () => Promise.reject(denied) },
    });
    await expect(release({ change })).rejects.toBe(denied);
  });

  it("never claims to know anything when AWS never answers", async () => {
    const away = UserError.of("AwsNotReached", { message: "No network.", fix: "Connect." });
    const change = (ports: WatchPorts): WatchPorts => ({
      ...ports,
      services: { ...ports.services, describe: async () => Promise.reject(away) },
    });
    expect((await release({ change })).verdict).toMatchObject({
      verdict: "unsettled",
      problems: [{ code: "RolloutUnread" }],
    });
  });

  it("tells once that a person is waited for, and what happens without an answer", async () => {
    const hooks = [
      {
        kind: "pause",
        name: "approval",
        stage: "POST_TEST_TRAFFIC_SHIFT",
        timeoutSeconds: 3600,
        atTimeout: "rollback",
      },
    ] as const;
    const { verdict, events } = await release({ rollout: { hooks } });
    const warnings = events.flatMap((event) => (event.type === "warning" ? [event.says] : []));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("fairlead approve api");
    expect(warnings[0]).toContain("goes back");
    expect(verdict?.verdict).toBe("rolled-back");
  });
});

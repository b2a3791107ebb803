import { describe, expect, it } from "vitest";
import { startProbes, type DependencyState } from "./background-probes.js";
import { healthReport, isReady, type HealthFacts } from "./health-report.js";

const up = (name: DependencyState["name"]): DependencyState => ({ name, status: "up", latencyMs: 0.4, details: {} });
const down = (name: DependencyState["name"]): DependencyState => ({
  name,
  status: "down",
  latencyMs: null,
  details: {},
});
const facts = (given: Partial<HealthFacts>): HealthFacts => ({
  phase: "serving",
  version: "1.0.0",
  dependencies: [up("database"), up("redis")],
  hasCachedGrants: false,
  ...given,
});

describe("readiness", () => {
  it("is refused while starting and while draining", () => {
    expect(isReady(facts({ phase: "starting" }))).toBe(false);
    expect(isReady(facts({ phase: "draining", hasCachedGrants: true }))).toBe(false);
    expect(isReady(facts({}))).toBe(true);
  });

  it("survives the loss of Redis, and that of the database while a grant is known", () => {
    expect(isReady(facts({ dependencies: [up("database"), down("redis")] }))).toBe(true);
    expect(isReady(facts({ dependencies: [down("database"), up("redis")] }))).toBe(false);
    expect(isReady(facts({ dependencies: [down("database"), up("redis")], hasCachedGrants: true }))).toBe(true);
  });
});

describe("the health report", () => {
  it("shows each dependency with its latency and facts", () => {
    const lagging: DependencyState = { ...up("event_bus"), details: { lag: 3, spooled: 0 } };
    expect(healthReport(facts({ dependencies: [down("redis"), lagging] }))).toEqual({
      status: "degraded",
      version: "1.0.0",
      checks: {
        redis: { status: "down", latency_ms: null },
        event_bus: { status: "up", latency_ms: 0.4, lag: 3, spooled: 0 },
      },
    });
  });
});

describe("startProbes", () => {
  it("counts a dependency that never answers as down, without waiting longer than the limit", async () => {
    const probes = startProbes(
      [
        { name: "database", probe: () => new Promise(() => undefined), details: () => ({}) },
        { name: "redis", probe: () => Promise.reject(new TypeError("refused")), details: () => ({}) },
        { name: "event_bus", probe: () => Promise.resolve(), details: () => ({ lag: 7 }) },
      ],
      { intervalMs: 60_000, timeoutMs: 20 },
      () => performance.now(),
    );
    expect(probes.states().map(({ status }) => status)).toEqual(["unknown", "unknown", "unknown"]);
    await probes.firstRound;
    expect(probes.states()).toMatchObject([
      { name: "database", status: "down", latencyMs: null },
      { name: "redis", status: "down" },
      { name: "event_bus", status: "up", details: { lag: 7 } },
    ]);
    probes.stop();
  });

  it("notices when a dependency comes back", async () => {
    let isWell = false;
    const recovered = Promise.withResolvers<undefined>();
    const probes = startProbes(
      [
        {
          name: "redis",
          probe: () => {
            if (!isWell) return Promise.reject(new TypeError("refused"));
            queueMicrotask(() => {
              recovered.resolve(undefined);
            });
            return Promise.resolve();
          },
          details: () => ({}),
        },
      ],
      { intervalMs: 5, timeoutMs: 100 },
      () => performance.now(),
    );
    await probes.firstRound;
    expect(probes.states()[0]?.status).toBe("down");
    isWell = true;
    await recovered.promise;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(probes.states()[0]?.status).toBe("up");
    probes.stop();
  });
});

import { problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, service, type ServiceOptions } from "../index.js";

const app = image("app");
const workerRoots = (options: Partial<ServiceOptions>) => ({ services: [service("a", { image: app, ...options })] });
const routedRoots = (options: Partial<ServiceOptions>) => ({
  ingress: ingress({ routes: { "/*": service("a", { image: app, port: 8080, ...options }) } }),
});

describe("the longest response behind a route", () => {
  it("may take the hour that a load balancer waits for a drain", () => {
    expect(problemCodes(routedRoots({ longestResponse: "1h" }))).toEqual([]);
  });

  it("is refused above it, with what to do instead", () => {
    const [problem] = problemsOf(() => resolveRoots(routedRoots({ longestResponse: "61m" })));
    expect(problem).toMatchObject({ path: "services.a.longestResponse", code: "LongestResponseTooLong" });
    expect(problem?.message).toContain("4000 s");
    expect(problem?.fix).toContain("worker");
  });

  it("may be longer than Fargate's stop timeout, because the task drains before it is told to stop", () => {
    expect(problemCodes(routedRoots({ longestResponse: "10m" }))).toEqual([]);
  });
});

describe("the longest work of a worker", () => {
  it("is refused above what Fargate waits between SIGTERM and SIGKILL, with what to do instead", () => {
    const [problem] = problemsOf(() => resolveRoots(workerRoots({ longestResponse: "10m" })));
    expect(problem).toMatchObject({ path: "services.a.longestResponse", code: "StopTimeoutCeiling" });
    expect(problem?.message).toContain("120 s");
    expect(problem?.fix).toContain("hand back");
  });

  it("may be longer where the app protects its task while it works, which the problem says", () => {
    expect(problemCodes(workerRoots({ longestResponse: "30m", taskProtection: true }))).toEqual([]);
    const [problem] = problemsOf(() => resolveRoots(workerRoots({ longestResponse: "30m" })));
    expect(problem?.fix).toContain("taskProtection: true");
  });

  it("may take all of it", () => {
    expect(problemCodes(workerRoots({ longestResponse: "2m" }))).toEqual([]);
  });
});

describe("a stop timeout", () => {
  it.each([workerRoots, routedRoots])("is refused above Fargate's ceiling", (roots) => {
    expect(problemCodes(roots({ stopTimeout: "121s" }))).toEqual(["services.a.stopTimeout: StopTimeoutCeiling"]);
  });

  it("may be the ceiling", () => {
    expect(problemCodes(workerRoots({ stopTimeout: "120s" }))).toEqual([]);
  });
});

describe("a health check", () => {
  it("is refused when it may take as long as its interval", () => {
    expect(problemCodes(routedRoots({ health: { interval: "5s", timeout: "5s" } }))).toEqual([
      "services.a.health.timeout: HealthTimeoutTooLong",
    ]);
    expect(
      problemCodes(workerRoots({ containerHealth: { command: ["CMD", "true"], interval: "5s", timeout: "10s" } })),
    ).toEqual(["services.a.containerHealth.timeout: HealthTimeoutTooLong"]);
  });
});

describe("a duration that is none", () => {
  it.each([
    [{ longestResponse: "ten minutes" }, "longestResponse: InvalidDuration"],
    [{ stopTimeout: "90" }, "stopTimeout: InvalidDuration"],
    [{ tasks: { scaleInCooldown: "1.5m" } }, "tasks.scaleInCooldown: InvalidDuration"],
    [{ health: { interval: "1s" } }, "health.interval: DurationOutOfRange"],
    [{ rollout: { strategy: "blue-green", bake: "90s" } as const }, "rollout.bake: NotWholeMinutes"],
  ])("is refused: %j", (options, expected) => {
    expect(problemCodes(routedRoots(options))).toEqual([`services.a.${expected}`]);
  });
});

import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, type ResolvedAlarm, service, type ServiceOptions, type TierName, valkey } from "../index.js";

const app = image("app");

const alarmsOf = (options: Partial<ServiceOptions> = {}, tier: TierName = "production"): readonly ResolvedAlarm[] => {
  const web = service("web", { image: app, port: 8080, ...options });
  return resolveRoots({ ingress: ingress({ routes: { "/*": web } }) }, { environment: { tier } }).observability.alarms;
};

const namesOf = (alarms: readonly ResolvedAlarm[]): string[] => alarms.map(({ name }) => name);

describe("the alarms of a service", () => {
  it("watch its answers and its tasks when a route leads to it", () => {
    expect(namesOf(alarmsOf())).toEqual([
      "elb-5xx-count",
      "web-5xx",
      "web-cpu",
      "web-healthy",
      "web-latency",
      "web-memory",
      "web-unhealthy",
    ]);
  });

  it("watch its tasks alone when none does", () => {
    const { alarms } = resolveRoots({ services: [service("worker", { image: app })] }).observability;
    expect(namesOf(alarms)).toEqual(["worker-cpu", "worker-memory"]);
  });

  it("roll a release back where the answers are bad, in tiers that do so", () => {
    const rollingBack = (tier: TierName) => namesOf(alarmsOf({}, tier).filter(({ rollsBack }) => rollsBack));
    expect(rollingBack("production")).toEqual(["web-5xx", "web-latency", "web-unhealthy"]);
    expect(rollingBack("standard")).toEqual(["web-5xx", "web-latency", "web-unhealthy"]);
    expect(rollingBack("minimal")).toEqual([]);
  });

  it.each([
    ["10m", 30],
    ["60s", 30],
    ["10s", 5],
  ])("wait for the first byte, not for the end of a stream of %s", (longestResponse, seconds) => {
    const latency = alarmsOf({ longestResponse }).find(({ name }) => name === "web-latency");
    expect(latency).toMatchObject({ metric: { kind: "target-latency-p95" }, threshold: seconds });
  });

  it("ring for a log metric as the description says", () => {
    const alarms = alarmsOf({
      logMetrics: {
        backlog: { pattern: "{ $.backlog = * }", value: "$.backlog", alarm: { above: 1000, forMinutes: 7 } },
        restarts: { pattern: "restarted" },
      },
    });
    expect(alarms.find(({ name }) => name === "web-log-backlog")).toMatchObject({
      subject: "services.web",
      metric: { kind: "log-metric", metric: "backlog" },
      threshold: 1000,
      comparison: "above",
      periodSeconds: 60,
      evaluationPeriods: 7,
      datapointsToAlarm: 7,
    });
    expect(namesOf(alarms)).not.toContain("web-log-restarts");
  });
});

describe("the alarms of a cache", () => {
  const cacheAlarms = (evictionPolicy: "volatile-lru" | "noeviction") => {
    const cache = valkey("web", { evictionPolicy });
    return namesOf(
      resolveRoots({ services: [service("web", { image: app, env: { URL: cache.url } })] }).observability.alarms,
    );
  };

  it("watch its memory, and what it evicts", () => {
    expect(cacheAlarms("volatile-lru")).toEqual(["web-cache-memory", "web-cpu", "web-evictions", "web-memory"]);
  });

  it("don't wait for evictions of a cache that evicts nothing", () => {
    expect(cacheAlarms("noeviction")).not.toContain("web-evictions");
  });

  it("are critical where a full cache refuses writes", () => {
    const levelOf = (evictionPolicy: "volatile-lru" | "noeviction") => {
      const web = service("web", { image: app, env: { URL: valkey("web", { evictionPolicy }).url } });
      return resolveRoots({ services: [web] }).observability.alarms.find(({ name }) => name === "web-cache-memory")
        ?.level;
    };
    expect([levelOf("volatile-lru"), levelOf("noeviction")]).toEqual(["warning", "critical"]);
  });
});

describe("an alarm", () => {
  it("gives its reason, as full sentences", () => {
    for (const { reason } of alarmsOf()) expect(reason).toMatch(/^[A-Z].{20,}\.$/u);
  });

  it("never needs more bad minutes than it looks at", () => {
    for (const { datapointsToAlarm, evaluationPeriods } of alarmsOf()) {
      expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
    }
  });
});

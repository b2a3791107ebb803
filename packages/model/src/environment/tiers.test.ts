import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import {
  image,
  ingress,
  postgres,
  service,
  TIER_NAMES,
  type TierName,
  TIERS,
  type TierOverrides,
  valkey,
} from "../index.js";
import { tierValues } from "./tiers.js";

const appOf = (tier: TierName, overrides: TierOverrides = {}) => {
  const aurora = postgres("aurora", { engine: "aurora-serverless" });
  const rds = postgres("rds", { engine: "rds" });
  const app = image("proxy");
  const env = { AURORA_URL: aurora.url, RDS_URL: rds.url, CACHE_URL: valkey("cache").url };
  const proxy = service("proxy", { image: app, port: 8080, env });
  return resolveRoots(
    { ingress: ingress({ routes: { "/v1/*": proxy } }), services: [service("worker", { image: app })] },
    { environment: { tier, overrides } },
  );
};

/** One fact of each tier: minimal, standard, production. */
const PER_TIER: readonly [string, (app: ReturnType<typeof appOf>) => unknown, readonly unknown[]][] = [
  ["zones", ({ network }) => network.zones.length, [2, 2, 3]],
  [
    "ways out",
    ({ network }) => network.nat,
    [{ kind: "none" }, { kind: "gateway", count: 1 }, { kind: "gateway", count: 3 }],
  ],
  ["subnets of tasks", ({ network }) => network.taskSubnets, ["public", "private", "private"]],
  ["flow logs", ({ network }) => network.flowLogs?.traffic, ["REJECT", "REJECT", "ALL"]],
  ["endpoints", ({ network }) => network.interfaceEndpoints, [[], [], []]],
  ["tasks of a public service", ({ services }) => tasksOf(services[0]), ["1-1", "2-4", "2-10"]],
  ["tasks of a worker", ({ services }) => tasksOf(services[1]), ["1-1", "1-1", "1-2"]],
  ["capacity", ({ services }) => services[0]?.capacity.kind, ["fargate-spot", "fargate", "fargate"]],
  ["architecture", ({ services }) => services[0]?.architecture, ["arm64", "arm64", "arm64"]],
  ["CPU", ({ services }) => services[0]?.cpuUnits, [256, 512, 512]],
  ["memory", ({ services }) => services[0]?.memoryMib, [512, 1024, 1024]],
  ["tracing", ({ services }) => services[0]?.tracing, [false, false, true]],
  ["rollout of a public service", ({ services }) => services[0]?.rollout.strategy, ["rolling", "rolling", "canary"]],
  ["rollout of a worker", ({ services }) => services[1]?.rollout.strategy, ["rolling", "rolling", "rolling"]],
  ["rollback on alarms", ({ services }) => services[0]?.rollout.rollbackOnAlarms, [false, true, true]],
  [
    "Aurora",
    ({ databases }) => capacityOf(databases[0]),
    ["0-2 ACU, 0 readers", "0.5-2 ACU, 0 readers", "0.5-4 ACU, 1 readers"],
  ],
  ["RDS", ({ databases }) => capacityOf(databases[1]), ["t4g.micro", "t4g.small", "m7g.large multi-AZ"]],
  ["backups", ({ databases }) => databases[0]?.backupRetentionDays, [1, 7, 30]],
  ["deletion protection", ({ databases }) => databases[0]?.deletionProtection, [false, true, true]],
  ["deletion protection of the load balancer", ({ ingress: it }) => it?.deletionProtection, [false, true, true]],
  ["final snapshot", ({ databases }) => databases[0]?.finalSnapshot, [true, true, true]],
  [
    "rotation",
    ({ databases }) => databases[0]?.rotation,
    [{ kind: "none" }, { kind: "alternating-users", everyDays: 30 }, { kind: "alternating-users", everyDays: 30 }],
  ],
  ["cache node", ({ caches }) => caches[0]?.nodeType, ["cache.t4g.micro", "cache.t4g.small", "cache.t4g.small"]],
  ["cache replicas", ({ caches }) => caches[0]?.replicas, [0, 0, 1]],
  ["log retention", ({ services }) => services[0]?.logRetentionDays, [7, 30, 180]],
  ["firewall", ({ ingress: it }) => it?.waf !== null, [false, false, true]],
  ["Container Insights", ({ observability }) => observability.containerInsights, ["disabled", "disabled", "enhanced"]],
];

type App = ReturnType<typeof appOf>;

const tasksOf = (found: App["services"][number] | undefined): string =>
  `${found?.scaling.minTasks ?? "?"}-${found?.scaling.maxTasks ?? "?"}`;

const capacityOf = (database: App["databases"][number] | undefined): string => {
  if (database?.engine.kind === "aurora-serverless") {
    const { minCapacityAcu, maxCapacityAcu, readers } = database.engine;
    return `${minCapacityAcu}-${maxCapacityAcu} ACU, ${readers} readers`;
  }
  return `${database?.engine.instanceClass ?? "?"}${database?.engine.multiAz === true ? " multi-AZ" : ""}`;
};

describe("a tier", () => {
  it.each(PER_TIER)("decides %s", (_, read, expected) => {
    expect(TIER_NAMES.map((tier) => read(appOf(tier)))).toEqual(expected);
  });

  it.each(TIER_NAMES)("%s gives a reason for each cell, as a full sentence", (tier) => {
    for (const [name, { reason }] of Object.entries(TIERS[tier]))
      expect(`${name}: ${reason}`).toMatch(/^\w+: [A-Z0-9].{20,}\.$/u);
  });

  it("is a table with the same cells as the others", () => {
    const cells = TIER_NAMES.map((tier) => Object.keys(TIERS[tier]).toSorted());
    expect(cells[1]).toEqual(cells[0]);
    expect(cells[2]).toEqual(cells[0]);
  });
});

describe("an override", () => {
  it("takes the place of any cell of the tier", () => {
    const production = tierValues("production", {});
    for (const [cell, value] of Object.entries<unknown>({ ...production })) {
      expect(tierValues("minimal", { [cell]: value })).toEqual({ ...tierValues("minimal", {}), [cell]: value });
    }
  });

  it("that is undefined is none", () => {
    expect(tierValues("standard", { waf: undefined })).toEqual(tierValues("standard", {}));
  });

  it("reaches the parts", () => {
    const app = appOf("standard", {
      zones: 3,
      nat: "gateway-per-zone",
      publicTasks: { min: 3, max: 6 },
      cacheReplicas: 2,
      waf: true,
      rdsInstance: "r8g.large",
      containerInsights: "enabled",
    });
    expect(app.network.nat).toEqual({ kind: "gateway", count: 3 });
    expect(tasksOf(app.services[0])).toBe("3-6");
    expect(app.caches[0]?.replicas).toBe(2);
    expect(app.ingress?.waf?.rateLimitPerFiveMinutes).toBe(2000);
    expect(capacityOf(app.databases[1])).toBe("r8g.large");
    expect(app.observability.containerInsights).toBe("enabled");
  });
});

import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, job, parameter, secret, service, type ServiceOptions } from "../index.js";

const app = image("app");

const worker = (options: Partial<ServiceOptions> = {}) =>
  resolveRoots({ services: [service("worker", { image: app, ...options })] }).services[0];

const routed = (options: Partial<ServiceOptions> = {}) => {
  const web = service("web", { image: app, port: 8080, ...options });
  return resolveRoots({ ingress: ingress({ routes: { "/*": web } }) }).services[0];
};

describe("a service", () => {
  it("has every gap filled when only its image is stated", () => {
    expect(worker()).toEqual({
      name: "worker",
      image: "app",
      command: null,
      environment: [],
      cpuUnits: 512,
      memoryMib: 1024,
      architecture: "arm64",
      ephemeralStorageGib: 20,
      readonlyRootFilesystem: true,
      writablePaths: ["/tmp"],
      startAfter: [],
      sharedFolders: [],
      sidecars: [],
      volumeMounts: [],
      internetPorts: [443],
      logRetentionDays: 30,
      port: null,
      protocol: "http",
      endpoint: null,
      capacity: { kind: "fargate" },
      gpus: 0,
      scaling: {
        minTasks: 1,
        maxTasks: 1,
        cpuPercent: null,
        memoryPercent: null,
        requestsPerTask: null,
        queueDepth: null,
        metric: null,
        schedules: [],
        scaleOutCooldownSeconds: 60,
        scaleInCooldownSeconds: 300,
      },
      targetHealth: null,
      containerHealth: null,
      longestResponseSeconds: 30,
      stopTimeoutSeconds: 30,
      deregistrationDelaySeconds: null,
      healthCheckGraceSeconds: 0,
      rollout: { strategy: "rolling", minimumHealthyPercent: 100, maximumPercent: 200, rollbackOnAlarms: true },
      releaseJob: null,
      taskProtection: false,
      exec: true,
      tracing: false,
      metrics: [],
      traits: {
        concurrency: null,
        databaseConnections: null,
        exitsAfterSeconds: null,
        paths: null,
        healthAsks: [],
        cutsAfterSeconds: null,
        hosts: null,
        keepAliveSeconds: null,
        keeps: null,
        keyExcept: null,
        rateLimitExcept: null,
        trustedProxies: null,
      },
    });
  });

  it("keeps what is stated", () => {
    const stated = worker({
      command: ["work"],
      cpu: 1024,
      memory: 4096,
      architecture: "x86_64",
      internet: [5432, 443, 443],
      readonlyRootFilesystem: false,
      writablePaths: ["/data", "/cache"],
      ephemeralStorage: 50,
      logRetention: 14,
      exec: false,
      tracing: true,
      release: job("migrate", { image: app }),
    });
    expect(stated).toMatchObject({
      command: ["work"],
      cpuUnits: 1024,
      memoryMib: 4096,
      architecture: "x86_64",
      internetPorts: [443, 5432],
      readonlyRootFilesystem: false,
      writablePaths: ["/cache", "/data"],
      ephemeralStorageGib: 50,
      logRetentionDays: 14,
      exec: false,
      tracing: true,
      releaseJob: "migrate",
    });
  });

  it.each([
    [{ cpu: 2048 }, 2048, 4096],
    [{ memory: 2048 }, 256, 2048],
    [{ memory: 30_720 }, 4096, 30_720],
    [{ cpu: 256, memory: 2048 }, 256, 2048],
  ])("with %j gets the least that goes with it", (size, cpuUnits, memoryMib) => {
    expect(worker(size)).toMatchObject({ cpuUnits, memoryMib });
  });

  it("has its variables sorted, plain values as text and references as what they refer to", () => {
    const key = secret("providers", { value: "operator", keys: ["openai"] });
    const found = worker({
      env: { PORT: 8080, DEBUG: false, KEY: key.key("openai"), ALL: key, LEVEL: parameter("level", "info") },
    });
    expect(found?.environment).toEqual([
      { name: "ALL", value: { kind: "secret", secret: "providers", key: null } },
      { name: "DEBUG", value: { kind: "literal", value: "false" } },
      { name: "KEY", value: { kind: "secret", secret: "providers", key: "openai" } },
      { name: "LEVEL", value: { kind: "parameter", parameter: "level" } },
      { name: "PORT", value: { kind: "literal", value: "8080" } },
    ]);
  });
});

describe("the tasks of a service", () => {
  it("are a fixed count when they are a number, with nothing to scale on", () => {
    expect(worker({ tasks: 3 })?.scaling).toMatchObject({ minTasks: 3, maxTasks: 3, cpuPercent: null });
  });

  it("scale on CPU where there is room to", () => {
    expect(worker({ tasks: { min: 1, max: 3 } })?.scaling).toMatchObject({ cpuPercent: 70, memoryPercent: null });
  });

  it.each([
    [{ min: 6 }, 6, 6],
    [{ min: 3 }, 3, 4],
    [{ max: 1 }, 1, 1],
    [{ max: 8 }, 2, 8],
  ])("with %j make the tier's other end give way", (tasks, minTasks, maxTasks) => {
    expect(routed({ tasks })?.scaling).toMatchObject({ minTasks, maxTasks });
  });

  it("take targets and cooldowns as they are stated", () => {
    const tasks = {
      min: 1,
      max: 4,
      cpuPercent: 50,
      memoryPercent: 60,
      requestsPerTask: 300,
      scaleOutCooldown: "2m",
      scaleInCooldown: "10m",
    };
    expect(routed({ tasks })?.scaling).toEqual({
      minTasks: 1,
      maxTasks: 4,
      cpuPercent: 50,
      memoryPercent: 60,
      requestsPerTask: 300,
      queueDepth: null,
      metric: null,
      schedules: [],
      scaleOutCooldownSeconds: 120,
      scaleInCooldownSeconds: 600,
    });
  });

  it.each([
    ["fargate", { kind: "fargate" }],
    ["fargate-spot", { kind: "fargate-spot", onDemandBase: 0, onDemandWeight: 0, spotWeight: 1 }],
    [{ spot: { onDemandBase: 1 } }, { kind: "fargate-spot", onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 }],
    [
      { spot: { onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 } },
      { kind: "fargate-spot", onDemandBase: 2, onDemandWeight: 1, spotWeight: 3 },
    ],
  ] as const)("run on %j", (capacity, resolved) => {
    expect(worker({ capacity })?.capacity).toEqual(resolved);
  });
});

describe("the health of a service", () => {
  it("is asked for by the load balancer only when a route leads to it", () => {
    expect(worker({ port: 8080, health: "/live" })?.targetHealth).toBeNull();
    expect(routed()?.targetHealth).toEqual({
      path: "/health",
      intervalSeconds: 15,
      timeoutSeconds: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    });
  });

  it("is asked for at the path that is stated, as a text or in an object", () => {
    expect(routed({ health: "/ready" })?.targetHealth?.path).toBe("/ready");
    expect(
      routed({ health: { path: "/ready", interval: "30s", timeout: "10s", healthyThreshold: 5 } })?.targetHealth,
    ).toEqual({ path: "/ready", intervalSeconds: 30, timeoutSeconds: 10, healthyThreshold: 5, unhealthyThreshold: 3 });
  });

  it("is asked for in the container by a command, as a list or in an object", () => {
    const command = ["CMD", "node", "health.js"];
    const defaults = { command, intervalSeconds: 15, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 30 };
    expect(worker({ containerHealth: command })?.containerHealth).toEqual(defaults);
    expect(worker({ containerHealth: { command, retries: 5, startPeriod: "2m" } })?.containerHealth).toEqual({
      ...defaults,
      retries: 5,
      startPeriodSeconds: 120,
    });
  });
});

describe("the metrics in a service's logs", () => {
  it("are sorted by name and count lines unless they say what to take", () => {
    const found = worker({
      logMetrics: {
        "stream-backlog": {
          pattern: "{ $.backlog = * }",
          value: "$.backlog",
          alarm: { above: 1000, forMinutes: 10 },
        },
        errors: { pattern: "ERROR", alarm: { above: 5 } },
        restarts: { pattern: "restarted" },
      },
    });
    const bound = { comparison: "above", periodSeconds: 60, level: "warning" };
    const shown = { unit: null, group: "Performance" };
    expect(found?.metrics).toEqual([
      {
        name: "errors",
        source: { kind: "log", pattern: "ERROR", value: "1" },
        statistic: "Sum",
        ...shown,
        alarm: { ...bound, threshold: 5, periods: 5 },
      },
      {
        name: "restarts",
        source: { kind: "log", pattern: "restarted", value: "1" },
        statistic: "Sum",
        ...shown,
        alarm: null,
      },
      {
        name: "stream-backlog",
        source: { kind: "log", pattern: "{ $.backlog = * }", value: "$.backlog" },
        statistic: "Maximum",
        ...shown,
        alarm: { ...bound, threshold: 1000, periods: 10 },
      },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import {
  defineApp,
  image,
  ingress,
  job,
  parameter,
  postgres,
  type ResolvedApp,
  resolveApp,
  secret,
  service,
  valkey,
} from "../index.js";

// The example of the repository, as a user of the package writes it.
const llmProxy = defineApp({
  name: "llm-proxy",
  environments: {
    dev: { tier: "minimal", region: "us-east-1" },
    prod: {
      tier: "production",
      region: "us-east-1",
      domain: "llm.example.com",
      alerts: ["oncall@example.com"],
      budget: { monthlyUsd: 400 },
    },
  },
  build: ({ environment }) => {
    const database = postgres("main", { engine: "aurora-serverless", version: "16", capacity: { min: 0.5, max: 4 } });
    const cache = valkey("cache");
    const providerKey = secret("openai-api-key", { value: "operator" });
    const proxyImage = image("proxy", { context: "../../apps/llm-proxy" });

    const env = {
      DATABASE_URL: database.url,
      REDIS_URL: cache.url,
      MANAGEMENT_TOKEN: secret("management-token", { generate: "token" }),
      ENCRYPTION_KEY: secret("encryption-key", { generate: "key-256" }),
      LOG_LEVEL: parameter("log-level", "info"),
    };
    const migrate = job("migrate", { image: proxyImage, command: ["migrate"], env });

    const proxy = service("proxy", {
      image: proxyImage,
      command: ["server"],
      port: 8080,
      health: "/ready",
      containerHealth: ["CMD", "node", "dist/main.js", "health"],
      // A reasoning model may stream for ten minutes. Idle timeout, drain, stop timeout and bake time follow from this.
      longestResponse: "10m",
      env: { ...env, OPENAI_API_KEY: providerKey },
      release: migrate,
      tasks: { min: 2, max: 10, cpuPercent: 70, requestsPerTask: 500 },
    });
    const dispatcher = service("dispatcher", {
      image: proxyImage,
      command: ["dispatcher"],
      env,
      release: migrate,
      tasks: { min: 1, max: 2 },
      logMetrics: {
        "stream-backlog": {
          pattern: "{ $.stream_backlog = * }",
          value: "$.stream_backlog",
          alarm: { above: 1000, forMinutes: 5 },
        },
      },
    });

    const host = environment.domain;
    return {
      ingress: ingress({
        routes: {
          "/v1/*": proxy,
          // The admin page and the management API answer on a host of their own, to the office only.
          ...(host === null ? {} : { [`admin.${host}/*`]: { to: proxy, from: ["203.0.113.0/24"] } }),
        },
      }),
      services: [dispatcher],
    };
  },
});

const resolved = (environment: string): ResolvedApp =>
  resolveApp(llmProxy, environment, { baseFolder: import.meta.dirname });

const serviceOf = (app: ResolvedApp, name: string) => app.services.find((candidate) => candidate.name === name);

describe("the LLM Proxy", () => {
  it.each(["dev", "prod"])("resolves for %s into plain JSON", (environment) => {
    const app = resolved(environment);
    expect(JSON.parse(JSON.stringify(app))).toEqual(app);
  });

  it("streams for ten minutes: all durations follow from that", () => {
    const prod = resolved("prod");
    expect(prod.ingress?.idleTimeoutSeconds).toBe(600);
    expect(serviceOf(prod, "proxy")).toMatchObject({
      longestResponseSeconds: 600,
      deregistrationDelaySeconds: 600,
      stopTimeoutSeconds: 120,
      healthCheckGraceSeconds: 60,
      rollout: { strategy: "canary", canaryPercent: 10, bakeMinutes: 10 },
    });
  });

  it("scales the proxy on both signals and the dispatcher on CPU", () => {
    const prod = resolved("prod");
    expect(serviceOf(prod, "proxy")?.scaling).toMatchObject({
      minTasks: 2,
      maxTasks: 10,
      cpuPercent: 70,
      requestsPerTask: 500,
    });
    expect(serviceOf(prod, "dispatcher")).toMatchObject({
      port: null,
      targetHealth: null,
      scaling: { minTasks: 1, maxTasks: 2 },
      rollout: { strategy: "rolling" },
    });
  });

  it("migrates before either service is released", () => {
    expect(resolved("prod").jobs).toMatchObject([
      { name: "migrate", trigger: { kind: "release", gates: ["dispatcher", "proxy"] } },
    ]);
  });

  it("answers on the admin's host to the office only, and never on its metrics", () => {
    const routes = resolved("prod").ingress?.routes.map(({ host, path, sourceCidrs, action }) =>
      [host ?? "any host", path, sourceCidrs.join(), action.kind].join(" "),
    );
    expect(routes).toEqual([
      "any host /metrics  not-found",
      "any host /metrics/*  not-found",
      "llm.example.com /v1/*  forward",
      "admin.llm.example.com /* 203.0.113.0/24 forward",
    ]);
  });

  it("has no admin host and no TLS where there is no domain", () => {
    const dev = resolved("dev");
    expect(dev.ingress).toMatchObject({ hosts: [], tls: null });
    expect(dev.ingress?.routes.filter(({ action }) => action.kind === "forward")).toHaveLength(1);
  });

  it("gives the provider's key to the proxy alone", () => {
    const readers = resolved("prod").connections.filter(({ to }) => to === "secrets.openai-api-key");
    expect(readers).toEqual([
      { kind: "injection", from: "services.proxy", to: "secrets.openai-api-key", because: "OPENAI_API_KEY" },
    ]);
  });

  it("alarms on what the plan asks for", () => {
    expect(resolved("prod").observability.alarms.map(({ name }) => name)).toEqual([
      "cache-cache-memory",
      "cache-evictions",
      "dispatcher-cpu",
      "dispatcher-log-stream-backlog",
      "dispatcher-memory",
      "elb-5xx-count",
      "main-capacity",
      "main-connections",
      "main-rotation",
      "proxy-5xx",
      "proxy-cpu",
      "proxy-healthy",
      "proxy-latency",
      "proxy-memory",
      "proxy-unhealthy",
    ]);
  });

  it("names every part's line", () => {
    const { sources } = resolved("prod");
    expect(Object.keys(sources)).toHaveLength(13);
    for (const { file, line } of Object.values(sources)) {
      expect(file).toBe("llm-proxy.test.ts");
      expect(line).toBeGreaterThan(0);
    }
  });
});

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

describe("the LLM Proxy", () => {
  it.each(["dev", "prod"])("resolves for %s into plain JSON", (environment) => {
    const app = resolved(environment);
    expect(JSON.parse(JSON.stringify(app))).toEqual(app);
  });
});

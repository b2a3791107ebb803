import { defineApp, image, ingress, job, postgres, service, valkey } from "fairlead";

/**
 * The four rows of the original plan's cost table as environments. The tiers give most of each row; what a row wants
 * otherwise is one override.
 */
export default defineApp({
  name: "llm-proxy",
  environments: {
    // Single NAT, one proxy task, 0.5 ACU, no cache replica.
    low: { tier: "standard", region: "us-east-1", overrides: { publicTasks: { min: 1, max: 2 } } },
    // One to two proxy tasks with autoscaling.
    medium: { tier: "standard", region: "us-east-1", overrides: { publicTasks: { min: 1, max: 4 } } },
    // Two NATs, two or more proxy tasks, cache replica.
    production: {
      tier: "production",
      region: "us-east-1",
      domain: "llm.example.com",
      overrides: { zones: 2, containerInsights: "disabled", tracing: false },
    },
    // Full high availability, Container Insights, X-Ray.
    high: { tier: "production", region: "us-east-1", domain: "llm.example.com" },
  },
  build: () => {
    const database = postgres("main", { engine: "aurora-serverless" });
    const cache = valkey("cache");
    const app = image("proxy", { context: "../../../apps/llm-proxy" });
    const env = { DATABASE_URL: database.url, REDIS_URL: cache.url };
    const proxy = service("proxy", {
      image: app,
      command: ["server"],
      port: 8080,
      health: "/ready",
      env,
      release: job("migrate", { image: app, command: ["migrate"], env }),
    });
    return { ingress: ingress({ routes: { "/v1/*": proxy } }) };
  },
});

import { defineApp, image, ingress, parameter, secret, service } from "fairlead";

/** As the plan has it for both: two good answers let a task in, three bad ones in 90 s take it out. */
const HEALTH_CHECK = { interval: "30s", timeout: "5s", healthyThreshold: 2, unhealthyThreshold: 3 } as const;

const COOLDOWNS = { scaleOutCooldown: "5m", scaleInCooldown: "5m" } as const;

export default defineApp({
  name: "recipe-chatbot",
  // Beside the names of app and environment, which every resource has anyhow.
  tags: { Project: "RecipeChatbot", Owner: "AI-Team", CostCenter: "R+D" },
  environments: {
    production: {
      tier: "production",
      region: "us-east-1",
      domain: "recipe-chatbot.example.com",
      network: { cidr: "10.0.0.0/16", nat: "gateway-per-zone" },
      alerts: ["ai-team@example.com"],
      budget: { monthlyUsd: 900 },
      overrides: { zones: 2 },
    },
  },
  build: ({ environment }) => {
    const host = environment.domain ?? "localhost:3000";

    const backend = service("backend", {
      image: image("backend", { base: "python:3.11-slim" }),
      port: 8000,
      health: { path: "/health", ...HEALTH_CHECK },
      cpu: 512,
      memory: 1024,
      // Up to four calls of a model, one after the other, with a web search in between.
      longestResponse: "2m",
      env: {
        ENVIRONMENT: parameter("environment", environment.name),
        LOG_LEVEL: parameter("log-level", "INFO"),
        CORS_ORIGINS: parameter("cors-origins", `https://${host}`),
        OPENAI_API_KEY: secret("openai-key", { value: "operator", keys: ["api_key"] }).key("api_key"),
        SERP_API_KEY: secret("serp-key", { value: "operator", keys: ["api_key"] }).key("api_key"),
      },
      tasks: {
        min: 2,
        max: 20,
        cpuPercent: 70,
        memoryPercent: 80,
        // CPU says little of an app that waits for a model; how many chats wait for a thread says it all.
        metric: {
          namespace: "RecipeChatbot/LLM",
          name: "QueueDepth",
          dimensions: { Service: "Backend" },
          statistic: "Average",
          target: 5,
        },
        ...COOLDOWNS,
      },
      rollout: { strategy: "blue-green" },
      // FastAPI runs handlers that are no coroutines in a pool of 40 threads, so that the health check finds one free.
      traits: { concurrency: 40 },
    });

    const frontend = service("frontend", {
      image: image("frontend", { base: "node:24-alpine" }),
      port: 3000,
      health: { path: "/", ...HEALTH_CHECK },
      cpu: 256,
      memory: 512,
      env: {
        NODE_ENV: "production",
        // ECS sets HOSTNAME to the task's own name, and the server of Next.js would listen on that alone.
        HOSTNAME: "0.0.0.0",
        // For pages that are rendered on the server; browsers ask /api/* of the host that they are on.
        API_URL: backend.url,
      },
      writablePaths: ["/tmp", "/app/.next/cache"],
      tracing: false,
      tasks: { min: 2, max: 10, cpuPercent: 70, ...COOLDOWNS },
      rollout: { strategy: "blue-green" },
    });

    return { ingress: ingress({ routes: { "/api/*": backend, "/health": backend, "/*": frontend } }) };
  },
});

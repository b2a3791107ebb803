import { defineApp, image, ingress, parameter, secret, service } from "fairlead";

/** Both are asked alike: two good answers let a task in, three bad ones in 90 s take it out. */
const ASKED = { interval: "30s", timeout: "5s", healthyThreshold: 2, unhealthyThreshold: 3 } as const;

const COOLDOWNS = { scaleOutCooldown: "5m", scaleInCooldown: "5m" } as const;

/** What is told to `recipe-chatbot-production-alerts`, and, when nobody is served any more, to `-critical`. */
const ALARMS = {
  errorPercent: { above: 5, period: "5m", level: "warning" },
  latency: { above: "5s", period: "5m", level: "warning" },
  healthyHosts: { below: 1, period: "1m", level: "critical" },
} as const;

/** An alarm looks at five minutes of the new version, which begin with the clock's, and is known some minutes later. */
const RELEASE = { strategy: "blue-green", bake: "15m" } as const;

/** A number that the backend writes into its log in CloudWatch's embedded metric format. */
const logged = (name: string) => ({ namespace: "RecipeChatbot/LLM", name, dimensions: { Service: "Backend" } });

/** What the backend counts; each stands in its group of the dashboard, where nothing is said among the business metrics. */
const METRICS = {
  "queue-depth": {
    ...logged("QueueDepth"),
    via: "PutMetricData",
    statistic: "Average",
    group: "Performance",
  },
  "chat-requests": logged("chat_requests_total"),
  "cooking-queries": { ...logged("cooking_queries_ratio"), statistic: "Average", unit: "Percent" },
  "web-searches": { ...logged("tool_usage_count"), dimensions: { Service: "Backend", Tool: "web_search" } },
  "cookware-checks": {
    ...logged("tool_usage_count"),
    dimensions: { Service: "Backend", Tool: "cookware_check" },
  },
  "llm-tokens": { ...logged("llm_token_usage"), group: "Performance" },
  "response-time": { ...logged("response_time"), statistic: "p95", unit: "Milliseconds", group: "Performance" },
  errors: { ...logged("error_rate"), statistic: "Average", unit: "Percent", group: "Error tracking" },
  "llm-failures": {
    ...logged("llm_failure_rate"),
    statistic: "Average",
    unit: "Percent",
    group: "Error tracking",
  },
  "tool-timeouts": { ...logged("tool_timeouts"), group: "Error tracking" },
} as const;

export default defineApp({
  name: "recipe-chatbot",
  // Beside the names of app and environment, which every resource has anyhow.
  tags: { Project: "RecipeChatbot", Owner: "AI-Team", CostCenter: "R+D" },
  environments: {
    production: {
      tier: "production",
      region: "us-east-1",
      domain: "recipe-chatbot.example.com",
      // Two NAT gateways would be two fifths of the bill at the least tasks. An address on each task costs 3.65 USD instead of a gateway's
      // 36.50 in each zone, fails with nothing but its task, and lets nobody in: the security groups open the load balancer's way alone.
      network: { cidr: "10.0.0.0/16", nat: "none" },
      alerts: { warning: ["ai-team@example.com"], critical: ["ai-team@example.com", "oncall@example.com"] },
      budget: { monthlyUsd: 600 },
      overrides: { zones: 2 },
    },
  },
  build: ({ environment }) => {
    const backend = service("backend", {
      image: image("backend", { base: "python:3.11-slim" }),
      port: 8000,
      health: { path: "/health", ...ASKED },
      cpu: 512,
      memory: 1024,
      // Up to four calls of a model, one after the other, with a web search in between.
      longestResponse: "2m",
      env: {
        ENVIRONMENT: parameter("environment", environment.name),
        LOG_LEVEL: parameter("log-level", "INFO"),
        CORS_ORIGINS: parameter("cors-origins", `https://${environment.domain ?? "localhost:3000"}`),
        OPENAI_API_KEY: secret("openai-key", { value: "operator", keys: ["api_key"] }).key("api_key"),
        SERP_API_KEY: secret("serp-key", { value: "operator", keys: ["api_key"] }).key("api_key"),
      },
      tasks: {
        min: 2,
        max: 20,
        cpuPercent: 70,
        memoryPercent: 80,
        // CPU says little of who waits for a model; how many chats wait for a thread, on average of the tasks, says it all.
        metric: { of: "queue-depth", target: 5 },
        ...COOLDOWNS,
      },
      metrics: METRICS,
      alarms: ALARMS,
      rollout: RELEASE,
      // FastAPI runs handlers that are no coroutines in a pool of 40 threads, so that the health check finds one free.
      traits: { concurrency: 40 },
    });

    const frontend = service("frontend", {
      image: image("frontend", { base: "node:24-alpine" }),
      port: 3000,
      health: { path: "/", ...ASKED },
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
      alarms: ALARMS,
      rollout: RELEASE,
    });

    return { ingress: ingress({ routes: { "/api/*": backend, "/health": backend, "/*": frontend } }) };
  },
});

import { defineApp, image, ingress, job, parameter, postgres, secret, service, valkey } from "fairlead";

/** Run inside of the container, which has no shell. */
const HEALTH_CHECK = ["CMD", "node", "dist/main.js", "health"];

/** The dispatcher logs it every ten seconds, at level info. */
const BACKLOG = { pattern: "{ $.stream_backlog = * }", value: "$.stream_backlog" };

export default defineApp({
  name: "llm-proxy",
  environments: {
    // The plan's "low traffic": one task answers, and another one comes on a busy day.
    dev: { tier: "minimal", region: "us-east-1", usage: { requestsPerMonth: 100_000, load: 0.05 } },
    prod: {
      tier: "production",
      region: "us-east-1",
      domain: "llm.example.com",
      alerts: ["oncall@example.com"],
      budget: { monthlyUsd: 400 },
    },
  },
  build: ({ environment }) => {
    const host = environment.domain;
    const isSmall = environment.tier === "minimal";
    const database = postgres("main", {
      engine: "aurora-serverless",
      version: "16",
      // The proxy's pool keeps the database awake, so less than half a unit would never be reached.
      capacity: { min: 0.5, max: isSmall ? 1 : 4 },
      sslMode: "verify-full",
    });
    const cache = valkey("cache");
    const proxyImage = image("proxy", { context: "../..", dockerfile: "apps/llm-proxy/Dockerfile" });

    const logging = { LOG_LEVEL: parameter("log-level", "info") };
    const state = {
      DATABASE_URL: database.url,
      // The image brings the authorities of RDS, by which the database's certificate is judged.
      PGSSLROOTCERT: "/app/certificates/rds.pem",
      ENCRYPTION_KEY: secret("encryption-key", { generate: "key-256" }),
    };
    const migrate = job("migrate", { image: proxyImage, command: ["migrate"], env: { ...state, ...logging } });

    const proxy = service("proxy", {
      image: proxyImage,
      command: ["server"],
      port: 8080,
      health: "/ready",
      containerHealth: HEALTH_CHECK,
      // A reasoning model may stream for ten minutes. Idle timeout, drain, stop timeout and bake time follow from this.
      longestResponse: "10m",
      env: {
        ...state,
        ...logging,
        REDIS_URL: cache.url,
        MANAGEMENT_TOKEN: secret("management-token", { generate: "token" }),
        OPENAI_API_KEY: secret("openai-api-key", { value: "operator" }),
        // The management API and the admin page answer under their own host alone; without a domain there is none, and
        // they wait on the task's loopback for a forwarded port.
        LISTEN_SURFACES: "data,health",
        ...(host === null ? { ADMIN_LISTEN_ADDR: "127.0.0.1:8081" } : { ADMIN_HOST: `admin.${host}` }),
        // Longer than the load balancer's idle timeout, which is the longest response: it must never meet a closed connection.
        KEEP_ALIVE_TIMEOUT: "660s",
      },
      release: migrate,
      tasks: { ...(isSmall ? { min: 1, max: 4 } : { min: 2, max: 10 }), cpuPercent: 70, requestsPerTask: 500 },
    });
    const dispatcher = service("dispatcher", {
      image: proxyImage,
      command: ["dispatcher"],
      // Its own port; nothing outside of the task asks it.
      containerHealth: [...HEALTH_CHECK, "8082"],
      // Its last batch has time within ECS's 30 s; what is not acknowledged then, another one takes.
      env: { ...logging, REDIS_URL: cache.url, SHUTDOWN_TIMEOUT: "25s" },
      // It makes no spans.
      tracing: false,
      release: migrate,
      tasks: { min: 1, max: 2 },
      logMetrics: { "stream-backlog": { ...BACKLOG, alarm: { above: 1000, forMinutes: 5 } } },
    });

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

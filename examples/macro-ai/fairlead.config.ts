import {
  type BuildContext,
  bucket,
  defineApp,
  image,
  ingress,
  job,
  postgres,
  redis,
  secret,
  service,
  site,
  userPool,
} from "fairlead";

/** The load balancer asks there, and the container asks itself. */
const HEALTH = "/api/health";

/** What the app calls the environments. */
const APP_ENV = { minimal: "development", standard: "staging", production: "production" } as const;

/** The app reads these as it starts, and ends where one is missing. */
const NEEDS = [
  "API_KEY",
  "AWS_COGNITO_REGION",
  "AWS_COGNITO_USER_POOL_CLIENT_ID",
  "AWS_COGNITO_USER_POOL_ID",
  "COOKIE_DOMAIN",
  "COOKIE_ENCRYPTION_KEY",
  "OPENAI_API_KEY",
  "REDIS_URL",
  "RELATIONAL_DATABASE_URL",
];

/** How often one caller may ask in so many milliseconds: at all, to sign in, and with the API key. */
const RATE_LIMITS = {
  RATE_LIMIT_WINDOW_MS: 900_000,
  RATE_LIMIT_MAX_REQUESTS: 100,
  AUTH_RATE_LIMIT_WINDOW_MS: 3_600_000,
  AUTH_RATE_LIMIT_MAX_REQUESTS: 10,
  API_RATE_LIMIT_WINDOW_MS: 60_000,
  API_RATE_LIMIT_MAX_REQUESTS: 60,
};

/** The Express API with all that it keeps and asks. */
function expressApi({ tier, region, domain }: BuildContext["environment"]) {
  const host = domain ?? "localhost";
  const database = postgres("main", {
    engine: "rds",
    version: "16",
    storage: { gib: 20, maxGib: 100 },
    extensions: ["vector"],
    // Each task opens up to twenty connections. Besides, Node.js knows who signed the proxy's certificate, and not who signed RDS's.
    proxy: true,
  });
  const users = userPool("users", {
    selfSignUp: true,
    emailFrom: "no-reply@macro-ai.example.com",
    // People give their password to the API, which signs in with it.
    client: { flows: ["password"], refreshToken: "30d" },
  });
  const api = image("api", { base: "node:24-alpine", needs: NEEDS });
  const storage = { RELATIONAL_DATABASE_URL: database.url };

  return service("api", {
    image: api,
    port: 3040,
    health: { path: HEALTH, interval: "30s" },
    containerHealth: ["CMD", "curl", "--fail", "--silent", `http://127.0.0.1:3040${HEALTH}`],
    // An answer streams for as long as the model writes. Idle timeout, drain, stop timeout and bake time follow from this.
    longestResponse: "5m",
    env: {
      ...storage,
      ...RATE_LIMITS,
      NODE_ENV: "production",
      APP_ENV: APP_ENV[tier],
      SERVER_PORT: 3040,
      API_KEY: secret("api-key", { generate: "token" }),
      COOKIE_ENCRYPTION_KEY: secret("cookie-encryption-key", { generate: "key-256" }),
      OPENAI_API_KEY: secret("openai-api-key", { value: "operator" }),
      REDIS_URL: redis("cache").url,
      UPLOADS_BUCKET: bucket("uploads").nameForReadingAndWriting,
      AWS_COGNITO_REGION: region,
      // The API looks for users by their email, which takes a permission.
      AWS_COGNITO_USER_POOL_ID: users.idForAdministration,
      AWS_COGNITO_USER_POOL_CLIENT_ID: users.clientId,
      AWS_COGNITO_REFRESH_TOKEN_EXPIRY: 30,
      COOKIE_DOMAIN: host,
      CUSTOM_DOMAIN_NAME: host,
      CORS_ALLOWED_ORIGINS: `https://${host}`,
    },
    release: job("migrate", { image: api, command: ["node", "apps/express-api/dist/migrate.js"], env: storage }),
    // A task that waits for a model uses hardly any CPU, so requests count as well.
    tasks: { cpuPercent: 70, memoryPercent: 80, requestsPerTask: 300, scaleOutCooldown: "2m", scaleInCooldown: "5m" },
    alarms: { cpuPercent: { above: 80, forMinutes: 10 }, memoryPercent: { above: 85, forMinutes: 10 } },
    traits: {
      // CloudFront and the load balancer are before it.
      guards: { keyExcept: ["/api/health*", "/api/csrf-token"], rateLimitExcept: ["/api/health*"], trustedProxies: 2 },
      paths: ["/api/*"],
      // The load balancer keeps idle connections for as long as the longest answer takes; the API must not hang up first.
      keepAlive: "310s",
      databaseConnections: 20,
      exitsAfter: "120s",
    },
  });
}

export default defineApp({
  name: "macro-ai",
  environments: {
    dev: { tier: "minimal", region: "us-east-1", domain: "dev.macro-ai.example.com" },
    staging: {
      tier: "standard",
      region: "us-east-1",
      domain: "staging.macro-ai.example.com",
      alerts: ["team@example.com"],
      budget: { monthlyUsd: 250 },
      overrides: {
        publicTasks: { min: 2, max: 2 },
        // Of two tasks none can be a canary: all traffic moves at once, and the old two stay until it is known to be well.
        rollout: "blue-green",
        // What a release would stumble over in production, it stumbles over here.
        tracing: true,
        waf: true,
        containerInsights: "enhanced",
      },
    },
    // A canary of a tenth of the traffic, as the tier has it.
    prod: {
      tier: "production",
      region: "us-east-1",
      domain: "app.macro-ai.example.com",
      alerts: ["oncall@example.com"],
      budget: { monthlyUsd: 900 },
      overrides: { cpu: 1024, memory: 2048, rdsInstance: "r6g.large" },
    },
  },
  build: ({ environment }) => ({
    ingress: ingress({
      routes: { "/api/*": expressApi(environment), "/*": site("client-ui", { folder: "client-ui" }) },
      // While a model thinks, a stream is silent; for longer than this nobody should wait without a sign.
      cdn: { responseTimeout: "60s" },
      // What is behind /api/health tells versions and configuration.
      private: ["/metrics", "/metrics/*", `${HEALTH}/*`],
    }),
  }),
});

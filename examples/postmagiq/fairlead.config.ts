import {
  type BuildContext,
  bucket,
  defineApp,
  type Env,
  image,
  ingress,
  job,
  parameter,
  type Postgres,
  postgres,
  queue,
  redis,
  type Secret,
  secret,
  type Service,
  service,
  site,
} from "fairlead";

/** What the plan has differently in its two environments. */
const SIZES = {
  dev: {
    deploymentEnv: "development",
    // The plan's t3.micro and cache.t3.micro on Graviton, and as many GiB as a start needs: storage grows by itself.
    database: { instance: "t4g.micro", multiAz: false, storage: { gib: 20, maxGib: 500 } },
    cache: { nodeType: "cache.t4g.micro", replicas: 0 },
    api: { cpu: 512, memory: 1024, tasks: 1 },
    // Nobody waits at night: no worker runs until there is work.
    workers: { min: 0, max: 2 },
  },
  prod: {
    deploymentEnv: "production",
    // Connections outlive the standby's turn in the proxy, where sixteen tasks would open theirs at once.
    database: { instance: "r6g.large", multiAz: true, storage: { gib: 100, maxGib: 500 }, proxy: true },
    // The plan's two r6g.large hold 26 GB of what the app doesn't keep there: runs are in the queue, files in buckets.
    cache: { nodeType: "cache.t4g.micro", replicas: 1 },
    // A task that holds WebSockets and waits for the database uses little CPU: requests tell of load, too.
    api: { cpu: 2048, memory: 4096, tasks: { min: 2, max: 6, cpuPercent: 70, requestsPerTask: 600 } },
    workers: { min: 1, max: 10 },
  },
} as const;

/** uvicorn hangs up on idle connections after 5 s unless told otherwise; the load balancer must be the one that does. */
const UVICORN = [
  ...["uvicorn", "api.main:app", "--host", "0.0.0.0", "--port", "8000", "--forwarded-allow-ips", "*"],
  ...["--timeout-keep-alive", "130", "--timeout-graceful-shutdown", "110"],
];

const HEALTH_CHECK = "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/api/health', timeout=3)";

/** Fields of a secret as variables of the same names. */
const fieldsOf = (from: Secret, keys: readonly string[]): Env =>
  Object.fromEntries(keys.map((key) => [key, from.key(key)]));

const operatorSecret = (name: string, keys: readonly string[]): Env =>
  fieldsOf(secret(name, { value: "operator", keys }), keys);

const llmKeys = operatorSecret("llm-keys", ["GROQ_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY", "OPENAI_API_KEY"]);
const stripeKeys = operatorSecret("stripe", ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"]);
const smtpLogin = operatorSecret("smtp", ["SMTP_USER", "SMTP_PASSWORD"]);
const socialKeys = operatorSecret("social", [
  "SOCIAL_ENCRYPTION_KEY",
  "LINKEDIN_CLIENT_ID",
  "LINKEDIN_CLIENT_SECRET",
  "X_API_KEY",
  "X_API_SECRET",
  "THREADS_APP_ID",
  "THREADS_APP_SECRET",
]);

const artifacts = bucket("artifacts", { versioning: true, infrequentAccessAfterDays: 90 });
const sessions = bucket("sessions", { expireDays: 30 });
const runs = queue("runs");

const apiImage = image("api", { base: "python:3.11-slim", needs: ["DATABASE_URL"] });

const watermark = service("watermark", {
  image: image("watermark"),
  port: 8001,
  architecture: "x86_64",
  // Fargate has no GPUs.
  capacity: { ec2: { instanceType: "g4dn.xlarge", minInstances: 1, maxInstances: 1 } },
  gpus: 1,
  cpu: 2048,
  memory: 8192,
  tasks: 1,
  // There is one GPU, and the old task has it until it ends.
  rollout: { strategy: "stop-then-start" },
});

/** What the API and the workers have in common. */
const runtime: Env = {
  ARTIFACTS_BUCKET: artifacts.nameForReadingAndWriting,
  SESSIONS_BUCKET: sessions.nameForReadingAndWriting,
  WORKFLOW_WORKING_DIR: "/tmp/workflow",
  POSTMAGIQ_DEV_MODE: false,
  // Without it the app runs command-line tools in place of calling the providers' APIs.
  AGENT_MODE: "api",
  LLM_PROVIDER: parameter("llm-provider", "groq"),
  LLM_FALLBACKS: parameter("llm-fallbacks", "anthropic,google,openai"),
  ...llmKeys,
};

/** What the API alone has. */
const apiOnly = (host: string | null): Env => ({
  RUNS_QUEUE_URL: runs.urlForSending,
  APP_BASE_URL: `https://${host ?? "localhost"}`,
  JWT_SECRET: secret("jwt-secret", { generate: "token" }),
  SMTP_HOST: "email-smtp.us-east-1.amazonaws.com",
  SMTP_PORT: 587,
  SMTP_FROM_EMAIL: `hello@${host ?? "localhost"}`,
  SMTP_FROM_NAME: "Postmagiq",
  ...smtpLogin,
  ...stripeKeys,
  ...socialKeys,
});

const frontDoor = (api: Service) =>
  ingress({
    cdn: true,
    routes: {
      "/api/*": api,
      // Over a WebSocket: how a workflow gets on.
      "/api/ws": api,
      "/*": site("gui", { folder: "gui/build" }),
    },
    // FastAPI's own pages, beside its metrics.
    private: ["/metrics", "/metrics/*", "/docs", "/docs/*", "/redoc", "/openapi.json"],
  });

/** A run that publishes is over in a minute; the plan counts on the least tasks. */
const USAGE = { jobMinutes: 1, load: 0 } as const;

/** Posts whose time has come. */
const publishing = (database: Postgres) =>
  job("publish-due", {
    image: apiImage,
    command: ["python", "-m", "runner.publish_due"],
    schedule: "rate(1 minute)",
    timeout: "5m",
    cpu: 256,
    memory: 512,
    env: { DATABASE_URL: database.url, ...socialKeys },
  });

/** The API, the workers and the job that publishes, over what they keep. */
function system({ name, domain }: BuildContext["environment"], hasWatermark: boolean) {
  const sizes = name === "prod" ? SIZES.prod : SIZES.dev;

  const database = postgres("main", {
    engine: "rds",
    version: "16",
    extensions: ["vector"],
    backupDays: 7,
    ...sizes.database,
  });
  const cache = redis("cache", { version: "7.1", ...sizes.cache });
  const state = { DATABASE_URL: database.url, REDIS_URL: cache.url, DEPLOYMENT_ENV: sizes.deploymentEnv };
  const migrate = job("migrate", {
    image: apiImage,
    command: ["sh", "-c", "cd runner/db/migrations && alembic upgrade head"],
    env: { DATABASE_URL: database.url },
  });

  const api = service("api", {
    image: apiImage,
    command: UVICORN,
    port: 8000,
    health: "/api/health",
    containerHealth: ["CMD", "python", "-c", HEALTH_CHECK],
    // A transcription takes this long; CloudFront waits for two minutes at most. WebSockets live on: uvicorn pings them every 20 s.
    longestResponse: "110s",
    capacity: "fargate",
    ...sizes.api,
    // Mail is handed over at 587.
    internet: [443, 587],
    env: {
      ...state,
      ...runtime,
      ...apiOnly(domain),
      ...(hasWatermark ? { WATERMARK_SERVICE_URL: watermark.url } : {}),
    },
    release: migrate,
    // SQLAlchemy's pool of 5 and its overflow of 10.
    traits: { paths: ["/api/*"], databaseConnections: 15, keepAlive: "130s", exitsAfter: "110s" },
  });
  const workers = service("workers", {
    image: apiImage,
    command: ["python", "-m", "runner.worker"],
    cpu: 512,
    memory: 1024,
    // What Spot takes away comes back out of the queue; the workers that are always there are none of Spot's.
    capacity: { spot: { onDemandBase: sizes.workers.min } },
    // The longest workflow. A worker that is on one protects its task; a run is hidden from the others for as long.
    longestResponse: "30m",
    taskProtection: true,
    env: { ...state, ...runtime, RUNS_QUEUE_URL: runs.urlForReceiving },
    release: migrate,
    // A task works on one workflow at a time.
    tasks: { ...sizes.workers, queueDepth: { of: runs, messagesPerTask: 1 } },
    traits: { databaseConnections: 15 },
  });
  return { api, workers, publishDue: publishing(database) };
}

/** @param watermarkIn See {@link postmagiq}. */
const environments = (watermarkIn: readonly string[]) =>
  ({
    dev: {
      tier: "minimal",
      region: "us-east-1",
      // One zone, as planned, would hold neither a load balancer nor the subnets of a database.
      zones: ["us-east-1a", "us-east-1b"],
      domain: "postmagiq-dev.example.com",
      network: { cidr: "10.0.0.0/16" },
      alerts: ["developers@example.com"],
      budget: { monthlyUsd: 110 },
      usage: { ...USAGE, requestsPerMonth: 30_000 },
      // Whoever develops looks into the log.
      overrides: { dashboard: false },
    },
    prod: {
      tier: "production",
      region: "us-east-1",
      zones: ["us-east-1a", "us-east-1b"],
      domain: "postmagiq.example.com",
      // Tasks on EC2 have no addresses of their own, and go through a NAT in each zone. All others have, for a fifth of what those cost.
      network: { cidr: "10.1.0.0/16", nat: watermarkIn.includes("prod") ? "gateway-per-zone" : "none" },
      alerts: ["oncall@example.com"],
      budget: { monthlyUsd: 1300 },
      usage: USAGE,
      // The app makes no spans yet.
      overrides: { rollout: "rolling", tracing: false },
    },
  }) as const;

/** @param watermarkIn Environments that take watermarks out of images: a GPU costs some 390 USD a month, whether anybody asks or not. */
export const postmagiq = (watermarkIn: readonly string[]) =>
  defineApp({
    name: "postmagiq",
    environments: environments(watermarkIn),
    build: ({ environment }) => {
      const { api, workers, publishDue } = system(environment, watermarkIn.includes(environment.name));
      return { ingress: frontDoor(api), services: [workers], jobs: [publishDue] };
    },
  });

export default postmagiq(["prod"]);

import {
  type BuildContext,
  defineApp,
  image,
  ingress,
  job,
  model,
  postgres,
  rabbitmq,
  service,
  valkey,
  volume,
} from "fairlead";

/** What the services run on that keep nothing: a message that was not worked off goes back into its queue. */
const WORKERS = {
  minimal: "fargate-spot",
  // The plan's t3.small on Graviton. Two tasks find room on one: each takes a network interface of its own.
  standard: { ec2: { instanceType: ["t4g.small", "t4g.medium"], spot: true, disk: 30 } },
  production: { ec2: { instanceType: "t4g.medium", minInstances: 2, disk: 30 } },
} as const;

/** The plan's sizes; Fargate pairs 256 CPU units with 512 MiB at least. And its alarms, for five minutes above 80 %. */
const SMALL = {
  cpu: 256,
  memory: 512,
  alarms: { cpuPercent: { above: 80, period: "5m" }, memoryPercent: { above: 80, period: "5m" } },
};

const PYTHON = "python:3.11-slim";

/** Asks a port of the container itself, with the Python that its image has. */
const portAnswers = (port: number) => [
  "CMD",
  "python",
  "-c",
  `import socket; socket.create_connection(("localhost", ${port}), 3)`,
];

const broker = rabbitmq("rabbitmq", { engine: "container", cpu: 256, memory: 1024 });
const queue = {
  RABBITMQ_HOST: broker.host,
  RABBITMQ_PORT: broker.port,
  RABBITMQ_USER: broker.user,
  RABBITMQ_PASSWORD: broker.password,
};

/** Ten questions that wait are half a minute of work for one task. */
const scaledOn = (name: string) => ({ queueDepth: { of: { broker, queue: name }, messagesPerTask: 10 } });

const chroma = service("chroma", {
  ...SMALL,
  // As old as the client library of those that ask it.
  image: image("chroma", { uri: "ghcr.io/chroma-core/chroma:0.5.23" }),
  port: 8000,
  containerHealth: [
    "CMD",
    "python",
    "-c",
    'import urllib.request; urllib.request.urlopen("http://localhost:8000/api/v1/heartbeat", timeout=3)',
  ],
  env: { IS_PERSISTENT: "TRUE", PERSIST_DIRECTORY: "/data", ANONYMIZED_TELEMETRY: "FALSE" },
  // SQLite and an index in files: they belong to one process, and no Spot interruption should cut it short.
  volumes: { "/data": volume("chroma-data", { writers: "one" }) },
  capacity: "fargate",
  // It writes chroma.log beside its own program.
  readonlyRootFilesystem: false,
  tracing: false,
});
const search = { CHROMA_HOST: chroma.host, CHROMA_PORT: chroma.port };

/** Who lets questions in: the gateway, and behind it the filter that takes names and numbers out of them. */
function entrance({ tier }: BuildContext["environment"]) {
  // Questions that were asked before, and who asked how often.
  const cache = tier === "production" ? valkey("cache", { nodeType: "cache.t4g.micro" }) : null;
  const env = { ...queue, ...(cache === null ? {} : { REDIS_URL: cache.url }) };
  const gateway = service("gateway", {
    ...SMALL,
    image: image("gateway"),
    port: 3001,
    health: "/health",
    env,
    // Somebody waits for its answers.
    capacity: tier === "standard" ? "fargate" : WORKERS[tier],
  });
  const piiFilter = service("pii-filter", {
    ...SMALL,
    image: image("pii-filter", { base: PYTHON, needs: ["RABBITMQ_HOST"] }),
    env,
    // Without the cache it counts callers and costs in files, which must outlive it and belong to one task.
    ...(cache === null
      ? { volumes: { "/var/log/app": volume("limits", { writers: "one" }) }, tasks: 1, capacity: "fargate" }
      : { capacity: WORKERS[tier], tasks: scaledOn("terminal_messages") }),
  });
  return { gateway, piiFilter };
}

/** Who answers: one finds what the documents say, one asks the model. */
function answering({ tier, region }: BuildContext["environment"]) {
  const ragCore = service("rag-core", {
    ...SMALL,
    image: image("rag-core", { base: PYTHON, needs: ["RABBITMQ_HOST", "CHROMA_HOST"] }),
    // The embedding model is in the image: no task starts with a download.
    env: { ...queue, ...search, HF_HUB_OFFLINE: "1" },
    capacity: WORKERS[tier],
    tasks: scaledOn("redacted_queue"),
    // Torch and the model idle at 356 MiB.
    memory: 1024,
  });
  const llmConnector = service("llm-connector", {
    ...SMALL,
    image: image("llm-connector", { base: PYTHON, needs: ["RABBITMQ_HOST", "AWS_REGION", "BEDROCK_MODEL_ID"] }),
    env: {
      ...queue,
      AWS_REGION: region,
      BEDROCK_MODEL_ID: model("llama", { id: "meta.llama3-70b-instruct-v1:0" }).id,
      BEDROCK_MAX_TOKENS: 512,
      BEDROCK_TEMPERATURE: 0.7,
    },
    capacity: WORKERS[tier],
    tasks: scaledOn("query_and_context"),
  });
  return [ragCore, llmConnector];
}

/** Who writes down what was asked and answered. */
function recording({ tier }: BuildContext["environment"]) {
  const history = postgres("history", {
    engine: "rds",
    version: "16",
    databaseName: "consumer_rights",
    instance: tier === "production" ? "t4g.small" : "t4g.micro",
    storage: { gib: 20 },
    backupDays: 7,
    // The plan's 256 MB and 4 MB, in pages of 8 KiB and in KiB.
    parameters: { max_connections: 100, shared_buffers: 32_768, work_mem: 4096 },
  });
  const createTables = job("create-tables", {
    image: image("psql", { uri: "public.ecr.aws/docker/library/postgres:16.10-alpine" }),
    command: [
      "psql",
      "--command",
      "CREATE TABLE IF NOT EXISTS chat_history (id serial PRIMARY KEY, user_prompt text, llm_output text, context text, timestamp timestamptz DEFAULT now())",
    ],
    env: { ...history.env },
    cpu: 256,
    memory: 512,
  });
  return service("psql-worker", {
    ...SMALL,
    image: image("psql-worker", { base: PYTHON, needs: ["RABBITMQ_HOST", "DB_HOST", "DB_USER", "DB_PASSWORD"] }),
    env: {
      ...queue,
      RABBITMQ_QUEUE: "CUD_queue",
      DB_HOST: history.host,
      DB_NAME: history.databaseName,
      DB_USER: history.user,
      DB_PASSWORD: history.password,
    },
    capacity: WORKERS[tier],
    tasks: scaledOn("CUD_queue"),
    release: createTables,
  });
}

/** The data pipeline: cuts documents up, embeds the pieces and puts them into Chroma. */
const loading = ({ tier }: BuildContext["environment"]) =>
  job("load-documents", {
    image: image("loader", { needs: ["CHUNKER_URL", "EMBEDDER_URL", "CHROMA_HOST"] }),
    env: { ...search, CHUNKER_URL: "http://localhost:5001", EMBEDDER_URL: "http://localhost:5002" },
    startAfter: ["chunker", "embedder"],
    sidecars: {
      chunker: { image: image("chunker"), port: 5001, memory: 512, health: portAnswers(5001) },
      embedder: { image: image("embedder"), port: 5002, health: portAnswers(5002) },
    },
    cpu: 1024,
    memory: 4096,
    timeout: "1h",
    // By hand elsewhere, whenever the documents have changed.
    ...(tier === "production" ? { schedule: "cron(0 3 ? * SUN *)", timezone: "Asia/Kolkata" } : {}),
  });

/** The plan's 250 questions a day, at the 0.002 USD for each that the app reckons with. What is kept is small. */
const usage = {
  requestsPerMonth: 7600,
  requestKb: 1,
  responseKb: 3,
  inputTokens: 3_000_000,
  outputTokens: 1_900_000,
  storedGb: 1,
};

export default defineApp({
  name: "consumer-rights",
  environments: {
    // No domain, and so no load balancer: the gateway is reached by a forwarded port, as the app's CLI reached the broker.
    minimal: {
      tier: "minimal",
      region: "ap-south-1",
      usage,
      alerts: ["owner@example.com"],
      // 100 USD, so that the thresholds are the plan's 50, 75 and 100 USD.
      budget: { monthlyUsd: 100, thresholds: [50, 75, 100] },
      // One small instance and one address for seven tasks, each of which would pay for an address of its own.
      network: { nat: { instance: "t4g.nano" } },
      backup: { keepDays: 7 },
    },
    optimised: {
      tier: "standard",
      region: "ap-south-1",
      usage,
      domain: "beta.rights.example.com",
      alerts: ["owner@example.com"],
      budget: { monthlyUsd: 150, thresholds: [50, 75, 100] },
      network: { nat: { instance: "t4g.nano" } },
      backup: { keepDays: 7 },
      overrides: { publicTasks: { min: 2, max: 3 }, workerTasks: { min: 1, max: 3 } },
    },
    production: {
      tier: "production",
      region: "ap-south-1",
      usage,
      zones: ["ap-south-1a", "ap-south-1b"],
      domain: "rights.example.com",
      alerts: ["oncall@example.com"],
      budget: { monthlyUsd: 500, thresholds: [50, 75, 100] },
      backup: { keepDays: 35 },
      overrides: { publicTasks: { min: 2, max: 3 }, workerTasks: { min: 2, max: 3 } },
    },
  },
  build: ({ environment }) => {
    const { gateway, piiFilter } = entrance(environment);
    const workers = [piiFilter, ...answering(environment), recording(environment)];
    const jobs = [loading(environment)];
    return environment.domain === null
      ? { services: [gateway, ...workers], jobs }
      : { ingress: ingress({ routes: { "/*": gateway } }), services: workers, jobs };
  },
});

import { defineApp, image, ingress, job, model, postgres, rabbitmq, service, valkey, volume } from "fairlead";

/** What the stateless services run on: nothing that waits in them is lost, it goes back into its queue. */
const WORKERS = {
  minimal: "fargate-spot",
  // The plan's t3.small on Graviton. Two tasks find place on one: each takes a network interface of its own.
  standard: { ec2: { instanceType: ["t4g.small", "t4g.medium"], spot: true, disk: 30 } },
  production: { ec2: { instanceType: "t4g.medium", minInstances: 2, disk: 30 } },
} as const;

/** One of the plan's small containers. Fargate pairs 256 CPU units with 512 MiB at least. */
const SMALL = { cpu: 256, memory: 512 };

/** Asks a port of the container itself, with the Python that each of the images has. */
const portAnswers = (port: number) => [
  "CMD",
  "python",
  "-c",
  `import socket; socket.create_connection(("localhost", ${port}), 3)`,
];

export default defineApp({
  name: "consumer-rights",
  environments: {
    // No domain, and so no load balancer: the gateway is reached by a forwarded port, as the app's CLI reached the broker.
    minimal: {
      tier: "minimal",
      region: "ap-south-1",
      alerts: ["owner@example.com"],
      budget: { monthlyUsd: 100 },
      // One address and one small instance for seven tasks, which would pay for an address each.
      network: { nat: { instance: "t4g.nano" } },
      backup: { keepDays: 7 },
    },
    optimised: {
      tier: "standard",
      region: "ap-south-1",
      domain: "beta.rights.example.com",
      alerts: ["owner@example.com"],
      budget: { monthlyUsd: 100 },
      network: { nat: { instance: "t4g.nano" } },
      backup: { keepDays: 7 },
      overrides: { publicTasks: { min: 2, max: 3 }, workerTasks: { min: 1, max: 3 } },
    },
    production: {
      tier: "production",
      region: "ap-south-1",
      zones: ["ap-south-1a", "ap-south-1b"],
      domain: "rights.example.com",
      alerts: ["oncall@example.com"],
      budget: { monthlyUsd: 500 },
      backup: { keepDays: 35 },
      overrides: { publicTasks: { min: 2, max: 3 }, workerTasks: { min: 2, max: 3 } },
    },
  },
  build: ({ environment }) => {
    const workers = WORKERS[environment.tier];
    const isProduction = environment.tier === "production";

    const broker = rabbitmq("rabbitmq", { engine: "container", cpu: 256, memory: 1024 });
    const queue = {
      RABBITMQ_HOST: broker.host,
      RABBITMQ_PORT: broker.port,
      RABBITMQ_USER: broker.user,
      RABBITMQ_PASSWORD: broker.password,
    };

    const database = postgres("history", {
      engine: "rds",
      version: "16",
      databaseName: "consumer_rights",
      instance: isProduction ? "t4g.small" : "t4g.micro",
      storage: { gib: 20 },
      backupDays: 7,
      // Pages of 8 KiB and KiB: the plan's 256 MB and 4 MB.
      parameters: { max_connections: 100, shared_buffers: 32_768, work_mem: 4096 },
    });

    // It must be as old as the client library of those that call it.
    const chroma = service("chroma", {
      image: image("chroma", { uri: "ghcr.io/chroma-core/chroma:0.5.23" }),
      port: 8000,
      containerHealth: [
        "CMD",
        "python",
        "-c",
        'import urllib.request; urllib.request.urlopen("http://localhost:8000/api/v1/heartbeat", timeout=3)',
      ],
      env: { IS_PERSISTENT: "TRUE", PERSIST_DIRECTORY: "/data", ANONYMIZED_TELEMETRY: "FALSE" },
      // SQLite and an index in files: they belong to one process, which no Spot interruption should cut short.
      volumes: { "/data": volume("chroma-data", { writers: "one" }) },
      capacity: "fargate",
      // It writes chroma.log beside its own program.
      readonlyRootFilesystem: false,
      tracing: false,
      ...SMALL,
    });
    const search = { CHROMA_HOST: chroma.host, CHROMA_PORT: chroma.port };

    // Queries that were asked before, and who asked how often.
    const cache = isProduction ? valkey("cache", { nodeType: "cache.t4g.micro" }) : null;

    const gateway = service("gateway", {
      image: image("gateway"),
      port: 3001,
      health: "/health",
      env: { ...queue, ...(cache === null ? {} : { REDIS_URL: cache.url }) },
      // Somebody waits for its answers.
      capacity: environment.tier === "standard" ? "fargate" : workers,
      ...SMALL,
    });

    const piiFilter = service("pii-filter", {
      image: image("pii-filter", { base: "python:3.11-slim", needs: ["RABBITMQ_HOST"] }),
      env: { ...queue, ...(cache === null ? {} : { REDIS_URL: cache.url }) },
      // Without the cache it counts callers and costs in files, which outlive it here and belong to one task.
      ...(cache === null
        ? { volumes: { "/var/log/app": volume("limits", { writers: "one" }) }, tasks: 1, capacity: "fargate" }
        : { capacity: workers }),
      ...SMALL,
    });

    const ragCore = service("rag-core", {
      image: image("rag-core", { base: "python:3.11-slim", needs: ["RABBITMQ_HOST", "CHROMA_HOST"] }),
      // The embedding model is in the image: no task starts with a download.
      env: { ...queue, ...search, HF_HUB_OFFLINE: "1" },
      capacity: workers,
      cpu: 256,
      // Torch and the model idle at 356 MiB.
      memory: 1024,
    });

    const llmConnector = service("llm-connector", {
      image: image("llm-connector", {
        base: "python:3.11-slim",
        needs: ["RABBITMQ_HOST", "AWS_REGION", "BEDROCK_MODEL_ID"],
      }),
      env: {
        ...queue,
        AWS_REGION: environment.region,
        BEDROCK_MODEL_ID: model("llama", { id: "meta.llama3-70b-instruct-v1:0" }).id,
        BEDROCK_MAX_TOKENS: 512,
        BEDROCK_TEMPERATURE: 0.7,
      },
      capacity: workers,
      ...SMALL,
    });

    const psqlWorker = service("psql-worker", {
      image: image("psql-worker", {
        base: "python:3.11-slim",
        needs: ["RABBITMQ_HOST", "DB_HOST", "DB_USER", "DB_PASSWORD"],
      }),
      env: {
        ...queue,
        RABBITMQ_QUEUE: "CUD_queue",
        DB_HOST: database.host,
        DB_NAME: database.databaseName,
        DB_USER: database.user,
        DB_PASSWORD: database.password,
      },
      capacity: workers,
      release: job("create-tables", {
        image: image("psql", { uri: "public.ecr.aws/docker/library/postgres:16.10-alpine" }),
        command: [
          "psql",
          "--command",
          "CREATE TABLE IF NOT EXISTS chat_history (id serial PRIMARY KEY, user_prompt text, llm_output text, context text, timestamp timestamptz DEFAULT now())",
        ],
        env: { ...database.env },
        ...SMALL,
      }),
      ...SMALL,
    });

    const loadDocuments = job("load-documents", {
      image: image("loader"),
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
      ...(isProduction ? { schedule: "cron(0 3 ? * SUN *)", timezone: "Asia/Kolkata" } : {}),
    });

    const behind = [piiFilter, ragCore, llmConnector, psqlWorker];
    return environment.domain === null
      ? { services: [gateway, ...behind], jobs: [loadDocuments] }
      : { ingress: ingress({ routes: { "/*": gateway } }), services: behind, jobs: [loadDocuments] };
  },
});

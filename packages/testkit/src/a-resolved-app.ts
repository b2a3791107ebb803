import type { ResolvedApp, ResolvedJob, ResolvedService } from "@fairlead/model";

const container = {
  image: "proxy",
  environment: [
    { name: "DATABASE_URL", value: { kind: "database", database: "main", output: "url" } },
    { name: "LOG_LEVEL", value: { kind: "parameter", parameter: "log-level" } },
    { name: "MANAGEMENT_TOKEN", value: { kind: "secret", secret: "management-token", key: null } },
    { name: "REDIS_URL", value: { kind: "cache", cache: "cache", output: "url" } },
  ],
  cpuUnits: 512,
  memoryMib: 1024,
  architecture: "arm64",
  ephemeralStorageGib: 20,
  readonlyRootFilesystem: true,
  writablePaths: ["/tmp"],
  internetPorts: [443],
  logRetentionDays: 180,
} as const;

/** A worker in production: no port, no route. */
export const aResolvedService = (change: Partial<ResolvedService> = {}): ResolvedService => ({
  ...container,
  name: "dispatcher",
  command: ["dispatcher"],
  port: null,
  protocol: "http",
  endpoint: null,
  capacity: { kind: "fargate" },
  scaling: {
    minTasks: 1,
    maxTasks: 2,
    cpuPercent: 70,
    memoryPercent: null,
    requestsPerTask: null,
    scaleOutCooldownSeconds: 60,
    scaleInCooldownSeconds: 300,
  },
  targetHealth: null,
  containerHealth: null,
  longestResponseSeconds: 30,
  stopTimeoutSeconds: 60,
  deregistrationDelaySeconds: null,
  healthCheckGraceSeconds: 0,
  rollout: { strategy: "rolling", minimumHealthyPercent: 100, maximumPercent: 200, rollbackOnAlarms: true },
  releaseJob: "migrate",
  exec: true,
  tracing: true,
  logMetrics: [],
  ...change,
});

/** A streaming API in production, behind the load balancer. */
export const aResolvedApi = (change: Partial<ResolvedService> = {}): ResolvedService =>
  aResolvedService({
    name: "proxy",
    command: ["server"],
    port: 8080,
    scaling: {
      minTasks: 2,
      maxTasks: 10,
      cpuPercent: 70,
      memoryPercent: null,
      requestsPerTask: 500,
      scaleOutCooldownSeconds: 120,
      scaleInCooldownSeconds: 600,
    },
    targetHealth: {
      path: "/ready",
      intervalSeconds: 15,
      timeoutSeconds: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
    containerHealth: {
      command: ["CMD", "node", "dist/main.js", "health"],
      intervalSeconds: 15,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 30,
    },
    longestResponseSeconds: 600,
    stopTimeoutSeconds: 120,
    deregistrationDelaySeconds: 600,
    healthCheckGraceSeconds: 60,
    rollout: {
      strategy: "canary",
      canaryPercent: 10,
      canaryMinutes: 5,
      bakeMinutes: 10,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      rollbackOnAlarms: true,
    },
    ...change,
  });

/** The migration that gates both services. */
export const aResolvedJob = (change: Partial<ResolvedJob> = {}): ResolvedJob => ({
  ...container,
  name: "migrate",
  command: ["migrate"],
  trigger: { kind: "release", gates: ["dispatcher", "proxy"] },
  timeoutSeconds: 900,
  ...change,
});

const LLM_PROXY_IN_PRODUCTION: ResolvedApp = {
  schemaVersion: 1,
  name: "llm-proxy",
  environment: {
    name: "prod",
    tier: "production",
    region: "us-east-1",
    account: null,
    domain: {
      host: "llm.example.com",
      hostedZone: { kind: "adopt", name: "example.com", id: null },
      certificate: { kind: "create" },
    },
    alertEmails: ["oncall@example.com"],
    budgetMonthlyUsd: 400,
  },
  network: {
    cidr: "10.0.0.0/16",
    zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    nat: { kind: "gateway", count: 3 },
    taskSubnets: "private",
    interfaceEndpoints: [],
    flowLogs: { traffic: "ALL", retentionDays: 180 },
  },
  ingress: {
    hosts: ["admin.llm.example.com", "llm.example.com"],
    routes: [
      { priority: 1, host: null, path: "/metrics", sourceCidrs: [], action: { kind: "not-found" } },
      { priority: 2, host: null, path: "/metrics/*", sourceCidrs: [], action: { kind: "not-found" } },
      {
        priority: 20100,
        host: "admin.llm.example.com",
        path: "/*",
        sourceCidrs: ["203.0.113.0/24"],
        action: { kind: "forward", service: "proxy" },
      },
      {
        priority: 30200,
        host: "llm.example.com",
        path: "/v1/*",
        sourceCidrs: [],
        action: { kind: "forward", service: "proxy" },
      },
    ],
    cdn: null,
    idleTimeoutSeconds: 600,
    tls: { policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" },
    allowedCidrs: ["0.0.0.0/0"],
    waf: {
      managedRuleGroups: [
        { name: "AWSManagedRulesAmazonIpReputationList", countOnly: [] },
        { name: "AWSManagedRulesCommonRuleSet", countOnly: ["SizeRestrictions_BODY"] },
        { name: "AWSManagedRulesKnownBadInputsRuleSet", countOnly: [] },
      ],
      rateLimitPerFiveMinutes: 2000,
    },
    accessLogs: { retentionDays: 180 },
    deletionProtection: true,
  },
  cdn: null,
  services: [aResolvedService(), aResolvedApi()],
  jobs: [aResolvedJob()],
  databases: [
    {
      name: "main",
      engine: {
        kind: "aurora-serverless",
        minCapacityAcu: 0.5,
        maxCapacityAcu: 4,
        readers: 1,
        autoPauseMinutes: null,
      },
      version: "16.13",
      databaseName: "app",
      port: 5432,
      backupRetentionDays: 30,
      deletionProtection: true,
      finalSnapshot: true,
      rotation: { kind: "alternating-users", everyDays: 30 },
      sslMode: "require",
      logRetentionDays: 180,
    },
  ],
  caches: [
    {
      name: "cache",
      engine: "valkey",
      version: "8.1",
      nodeType: "cache.t4g.small",
      replicas: 1,
      port: 6379,
      snapshotRetentionDays: 7,
      evictionPolicy: "volatile-lru",
    },
  ],
  secrets: [
    { name: "encryption-key", value: { kind: "generated-key-256" } },
    { name: "management-token", value: { kind: "generated-token", length: 48 } },
    { name: "openai-api-key", value: { kind: "operator", keys: [] } },
  ],
  parameters: [{ name: "log-level", value: "info" }],
  sites: [],
  images: [{ name: "proxy", source: { kind: "build", context: "../../apps/llm-proxy", dockerfile: "Dockerfile" } }],
  connections: [
    ...["services.dispatcher", "services.proxy", "jobs.migrate"].flatMap(
      (from) =>
        [
          { kind: "network", from, to: "databases.main", port: 5432, because: "DATABASE_URL" },
          { kind: "network", from, to: "caches.cache", port: 6379, because: "REDIS_URL" },
          { kind: "injection", from, to: "databases.main", because: "DATABASE_URL" },
          { kind: "injection", from, to: "caches.cache", because: "REDIS_URL" },
          { kind: "injection", from, to: "parameters.log-level", because: "LOG_LEVEL" },
          { kind: "injection", from, to: "secrets.management-token", because: "MANAGEMENT_TOKEN" },
        ] as const,
    ),
    { kind: "network", from: "ingress", to: "services.proxy", port: 8080, because: "/v1/*" },
  ],
  observability: {
    containerInsights: "enhanced",
    dashboard: true,
    alarms: [
      {
        name: "proxy-5xx",
        subject: "services.proxy",
        metric: { kind: "target-5xx-percent" },
        threshold: 5,
        comparison: "above",
        periodSeconds: 60,
        evaluationPeriods: 5,
        datapointsToAlarm: 3,
        missingData: "not-breaching",
        rollsBack: true,
        reason: "A release that answers 5xx must not stay.",
      },
      {
        name: "main-connections",
        subject: "databases.main",
        metric: { kind: "database-connections" },
        threshold: 150,
        comparison: "above",
        periodSeconds: 60,
        evaluationPeriods: 5,
        datapointsToAlarm: 5,
        missingData: "not-breaching",
        rollsBack: false,
        reason: "Near the engine's limit new tasks can't connect.",
      },
    ],
  },
  tags: { application: "llm-proxy", environment: "prod", "managed-by": "fairlead" },
  acceptances: [],
  sources: {
    "services.proxy": { file: "fairlead.config.ts", line: 24 },
    "services.dispatcher": { file: "fairlead.config.ts", line: 40 },
    "databases.main": { file: "fairlead.config.ts", line: 10 },
  },
};

/** The LLM Proxy in production, written out: what tests below the model start from. */
export const aResolvedApp = (change: Partial<ResolvedApp> = {}): ResolvedApp => ({
  ...LLM_PROXY_IN_PRODUCTION,
  ...change,
});

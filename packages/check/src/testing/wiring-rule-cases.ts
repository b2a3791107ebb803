import type { ResolvedApp, ResolvedService, ResolvedValue } from "@fairlead/model";
import { aResolvedApi, aResolvedApp, aResolvedJob, aResolvedService } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();
const literal = (value: string): ResolvedValue => ({ kind: "literal", value });
const variables = (values: Readonly<Record<string, ResolvedValue>>): Pick<ResolvedService, "environment"> => ({
  environment: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const given = (values: Readonly<Record<string, string>>, change: Partial<ResolvedService> = {}): ResolvedApp =>
  aResolvedApp({
    services: [
      aResolvedApi({
        tracing: false,
        ...variables(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, literal(value)]))),
        ...change,
      }),
    ],
  });

const sidecar = {
  name: "search",
  image: "proxy",
  command: null,
  environment: [],
  port: 8000,
  essential: true,
  startAfter: [],
  cpuUnits: null,
  memoryMib: null,
  health: null,
  readonlyRootFilesystem: true,
  writablePaths: [],
  sharedFolders: [],
  volumeMounts: [],
  stopTimeoutSeconds: null,
} as const satisfies ResolvedService["sidecars"][number];

const broker = {
  name: "rabbitmq",
  engine: { kind: "amazon-mq", instanceType: "mq.m7g.large", deployment: "cluster" },
  version: "4.2",
  port: 5671,
} as const satisfies ResolvedApp["brokers"][number];
const brokers = [broker];
const running = (uri: string, change: Partial<ResolvedService> = {}): ResolvedApp =>
  aResolvedApp({
    images: [{ name: "proxy", source: { kind: "external", uri }, base: null, needs: [] }],
    services: [aResolvedService(change)],
  });

/** Of the rules on how containers find what they need. */
export const WIRING_CASES: readonly AppRuleCase[] = [
  {
    code: "DataWithoutVolume",
    compliant: [
      app,
      running("ghcr.io/chroma-core/chroma:0.5.23", {
        volumeMounts: [{ path: "/data", volume: "files", access: "write" }],
      }),
      running("example.com/rabbitmq-exporter:1"),
    ],
    violating: [
      [running("ghcr.io/chroma-core/chroma:0.5.23"), "warning"],
      [
        running("rabbitmq:4-management", { volumeMounts: [{ path: "/data", volume: "files", access: "read" }] }),
        "warning",
      ],
    ],
  },
  {
    code: "NobodyAtLocalhost",
    compliant: [
      app,
      given({ SEARCH_URL: "http://localhost:8000", CHROMA_HOST: "localhost" }, { sidecars: [sidecar] }),
      given({ SELF_URL: "http://127.0.0.1:8080" }),
      given({ LISTEN_ADDR: "127.0.0.1:8081", ADMIN_LISTEN_ADDR: "127.0.0.1:8081", HOST: "localhost" }),
      given({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" }, { tracing: true }),
    ],
    violating: [
      [given({ CHROMA_HOST: "localhost", CHROMA_PORT: "8000" }), "warning"],
      [given({ CHROMA_HOST: "localhost" }), "warning"],
      [given({ SEARCH_URL: "http://localhost:9000" }, { sidecars: [sidecar] }), "warning"],
    ],
  },
  {
    code: "SpotNeverUsed",
    compliant: [
      app,
      given({}, { capacity: { kind: "fargate-spot", onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 } }),
    ],
    violating: [
      [given({}, { capacity: { kind: "fargate-spot", onDemandBase: 10, onDemandWeight: 1, spotWeight: 2 } }), "note"],
    ],
  },
  {
    code: "TransientQueuesRefused",
    compliant: [app, aResolvedApp({ brokers })],
    violating: [[aResolvedApp({ brokers: [{ ...broker, version: "4.3.0" }] }), "note"]],
  },
  {
    code: "UnresolvableHost",
    compliant: [
      app,
      given({
        API_URL: "https://api.example.com/v1",
        DB_HOST: "10.0.3.4",
        CACHE_HOST: "localhost",
        REDIS_PORT: "6379",
      }),
      given({
        SMTP_HOST: "none",
        WALLET_ADDRESS: "0xabc",
        CORS_ORIGINS: "http://web:3000",
        LOG_LEVEL: "debug",
        BIND_ADDR: "web",
        BASE_URL: "/app",
      }),
    ],
    violating: [
      [given({ RABBITMQ_HOST: "rabbitmq" }), "error"],
      [given({ DATABASE_URL: "postgresql://app@postgres_service:5432/app" }), "error"],
      [
        aResolvedApp({
          jobs: [aResolvedJob({ environment: [{ name: "CHROMA_ADDR", value: literal("chroma_service:8000") }] })],
        }),
        "error",
      ],
    ],
  },
];

import type { ResolvedApp, ResolvedIngress, ResolvedService, ResolvedTraits, ResolvedVariable } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();
const api = (change: Partial<ResolvedService>): ResolvedApp => aResolvedApp({ services: [aResolvedApi(change)] });
const behaves = (traits: Partial<ResolvedTraits>, change: Partial<ResolvedService> = {}): ResolvedApp =>
  api({ traits: { ...aResolvedApi().traits, ...traits }, ...change });

const literal = (name: string, value: string): ResolvedVariable => ({ name, value: { kind: "literal", value } });
const ofDatabase = (name: string, output: "host" | "user" | "password" | "url"): ResolvedVariable => ({
  name,
  value: { kind: "database", database: "main", output },
});
const ofCache = (name: string, output: "host" | "password"): ResolvedVariable => ({
  name,
  value: { kind: "cache", cache: "cache", output },
});
const given = (...environment: readonly ResolvedVariable[]): ResolvedApp => api({ environment });

const holding = (nodeType: string, holdsMib: number | null): ResolvedApp =>
  aResolvedApp({ caches: app.caches.map((cache) => ({ ...cache, nodeType, holdsMib })) });

type Route = ResolvedIngress["routes"][number];
const routed = (path: string, paths: readonly string[] | null, action?: Route["action"]): ResolvedApp => {
  const forward: Route["action"] = { kind: "forward", service: "proxy", signIn: null };
  const route: Route = {
    priority: 9,
    testPriority: null,
    host: null,
    path,
    sourceCidrs: [],
    action: action ?? forward,
  };
  const { ingress } = app;
  return {
    ...behaves({ paths }),
    ingress: ingress === null ? null : { ...ingress, routes: [route] },
  };
};

/** Services that read the same stream, each with the group of a cache: `cache files`. */
const reading = (...groups: readonly string[]): ResolvedApp =>
  aResolvedApp({
    services: groups.map((place, index) => {
      const [cache = "", group = ""] = place.split(" ");
      return aResolvedApi({
        name: `reader${index}`,
        scaling: {
          ...aResolvedApi().scaling,
          queueDepth: {
            source: { kind: "stream", cache, stream: "events", group },
            messagesPerTask: 100,
            idleAfterSeconds: 600,
          },
        },
      });
    }),
  });

const AUDIT = literal("AUDIT_LOG_FILE", "/app/data/audit.log");

/** Of rules on what an app does by itself, and on what it is told by its variables. */
export const BEHAVIOUR_CASES: readonly AppRuleCase[] = [
  {
    code: "AppCutsAnswers",
    compliant: [app, behaves({ cutsAfterSeconds: 600 })],
    violating: [[behaves({ cutsAfterSeconds: 30 }), "warning"]],
  },
  {
    code: "CacheTooSmall",
    compliant: [
      app,
      holding("cache.t4g.small", 1000),
      holding("cache.x2g.large", 4200),
      holding("cache.m7g.large", 4200),
    ],
    violating: [[holding("cache.t4g.micro", 4200), "error"]],
  },
  {
    code: "CredentialsNotGiven",
    compliant: [
      app,
      given(ofDatabase("DB_HOST", "host"), ofDatabase("DATABASE_URL", "url")),
      given(ofDatabase("DB_HOST", "host"), ofDatabase("DB_USER", "user"), ofDatabase("DB_PASSWORD", "password")),
      given(ofCache("REDIS_ADDR", "host"), ofCache("REDIS_PASSWORD", "password")),
    ],
    violating: [
      [given(ofCache("REDIS_ADDR", "host")), "error"],
      [given(ofDatabase("DB_HOST", "host"), ofDatabase("DB_PASSWORD", "password")), "error"],
    ],
  },
  {
    code: "EmptyVariable",
    compliant: [app, given(literal("LOG_FILE", "none"))],
    violating: [[given(literal("AUDIT_LOG_FILE", "")), "note"]],
  },
  {
    code: "FolderNotWritable",
    compliant: [
      app,
      given(literal("AUDIT_LOG_FILE", "audit.log"), literal("API_PATH", "/v1")),
      given(literal("LOG_DIR", "/tmp/logs")),
      api({ environment: [AUDIT], writablePaths: ["/tmp", "/app/data"] }),
      api({ environment: [AUDIT], readonlyRootFilesystem: false }),
      api({ environment: [AUDIT], volumeMounts: [{ path: "/app", volume: "files", access: "write" }] }),
    ],
    violating: [
      [given(AUDIT), "warning"],
      [given(literal("TMPDIR", "/var/tmp")), "warning"],
      [api({ environment: [AUDIT], volumeMounts: [{ path: "/app", volume: "files", access: "read" }] }), "warning"],
    ],
  },
  {
    code: "HealthSharesFate",
    compliant: [app, behaves({ healthAsks: ["the database"] }, { targetHealth: null })],
    violating: [[behaves({ healthAsks: ["the database", "the cache"] }), "warning"]],
  },
  {
    code: "RouteNotAnswered",
    compliant: [
      app,
      routed("/*", ["/dashboard*"]),
      routed("/dashboard/*", ["/*"]),
      routed("/admin/*", null),
      routed("/metrics", ["/dashboard*"], { kind: "not-found" }),
    ],
    violating: [[routed("/admin/*", ["/", "/dashboard*", "/auth/*"]), "error"]],
  },
  {
    code: "StreamGroupShared",
    compliant: [app, reading("cache files", "cache lunary"), reading("cache files", "other files")],
    violating: [[reading("cache files", "cache files"), "warning"]],
  },
];

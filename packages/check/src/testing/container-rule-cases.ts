import type { ResolvedApp, ResolvedRoute, ResolvedService } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();
const api = (change: Partial<ResolvedService>): ResolvedApp => aResolvedApp({ services: [aResolvedApi(change)] });

/** An app whose one service is given some plain variables. */
const given = (variables: Readonly<Record<string, string>>, change: Partial<ResolvedService> = {}): ResolvedApp =>
  api({
    environment: Object.entries(variables).map(([name, value]) => ({ name, value: { kind: "literal", value } })),
    ...change,
  });

const started = (...command: readonly string[]): ResolvedApp => api({ command });

const route = (path: string, change: Partial<ResolvedRoute> = {}): ResolvedRoute => ({
  priority: 9,
  testPriority: null,
  host: null,
  path,
  sourceCidrs: [],
  action: { kind: "forward", service: "proxy", signIn: null },
  ...change,
});
const routes = (...all: readonly ResolvedRoute[]): ResolvedApp =>
  aResolvedApp({ ingress: app.ingress === null ? null : { ...app.ingress, hosts: [], routes: all } });
const toFrontend = {
  priority: 20,
  testPriority: null,
  action: { kind: "forward", service: "frontend", signIn: null },
} as const;

/** Of rules on what containers are given and how they are started, and on the pages of their documentation. */
export const CONTAINER_CASES: readonly AppRuleCase[] = [
  {
    code: "ApiDocsPublic",
    compliant: [
      app,
      aResolvedApp({ ingress: null }),
      routes(route("/docs", { sourceCidrs: ["203.0.113.0/24"] })),
      routes(route("/docs/*", { action: { kind: "site", site: "manual" } })),
      routes(route("/documents/*"), route("/docs", { action: { kind: "not-found" } })),
    ],
    violating: [
      [routes(route("/docs")), "note"],
      [routes(route("/api/swagger-ui/*")), "note"],
    ],
  },
  {
    code: "ApiDocsWithoutSchema",
    compliant: [
      app,
      routes(route("/docs"), route("/openapi.json")),
      routes(route("/docs"), route("/*")),
      routes(route("/*", toFrontend)),
    ],
    violating: [
      [routes(route("/docs")), "note"],
      [routes(route("/docs"), route("/*", toFrontend)), "note"],
    ],
  },
  {
    code: "BuildTimeVariable",
    compliant: [app, given({ PUBLIC_URL: "/", NEXT_TELEMETRY_DISABLED: "1" })],
    violating: [
      [given({ NEXT_PUBLIC_API_URL: "https://api.example.com" }), "warning"],
      [given({ VITE_API_URL: "/api" }), "warning"],
    ],
  },
  {
    code: "DevelopmentServer",
    compliant: [
      app,
      started("npm", "run", "start"),
      started("npx", "vite", "build"),
      started("uvicorn", "main:app", "--workers", "2"),
      started("node", "dev-portal.js"),
    ],
    violating: [
      [started("npm", "run", "dev"), "warning"],
      [started("sh", "-c", "next dev"), "warning"],
      [started("uvicorn", "main:app", "--reload"), "warning"],
      [started("python", "manage.py", "runserver", "0.0.0.0:8000"), "warning"],
    ],
  },
  {
    code: "HostUnknown",
    compliant: [
      app,
      given({ HOST: "0.0.0.0", HOSTNAME: "proxy", SMTP_HOST: "smtp.example.com", API_URL: "http://localhost:8000" }),
      given({ LOG_FORMAT: "time:level", IMAGE: "app:1" }),
      given({
        FILES: "s3://menus/today",
        RETURN_TO: "shop://done",
        LINK: "https://{host}/a",
        DATABASE_URL: "sqlite:///a",
      }),
    ],
    violating: [
      [given({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://jaeger:4317" }), "error"],
      [given({ REDIS_ADDR: "redis:6379" }), "error"],
      [given({ RABBITMQ_HOST: "rabbitmq" }), "error"],
      [given({ DATABASE_URL: "postgresql://app@db/app" }), "error"],
      [given({ DATABASE_URL: "postgresql+asyncpg://app@my_db:5432/app" }), "error"],
    ],
  },
  {
    code: "InternetPortClosed",
    compliant: [
      app,
      given({ SMTP_HOST: "smtp.example.com", SMTP_PORT: "587" }, { internetPorts: [443, 587] }),
      given({ SMTP_HOST: "smtp.example.com" }),
      given({
        CORS_ORIGINS: "http://localhost:3000,http://app.example.com:8080",
        XML_NAMESPACE: "http://example.com/a",
      }),
      given(
        { CORS_ORIGINS: "http://app.example.com:8080", ISSUER: "https://login.example.com" },
        { internetPorts: [] },
      ),
    ],
    violating: [
      [given({ SMTP_HOST: "smtp.example.com", SMTP_PORT: "587" }), "warning"],
      [given({ COLLECTOR_URL: "http://collector.example.com:4317" }), "warning"],
      [given({ CACHE_URL: "rediss://cache.example.com" }), "warning"],
    ],
  },
  {
    code: "OtlpAtOtherPort",
    compliant: [
      app,
      given({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.example.com:4317" }),
      given({ JAEGER_ENDPOINT: "http://jaeger.example.com:14268/api/traces" }),
    ],
    violating: [
      [given({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://jaeger.example.com:14250" }), "error"],
      [given({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://zipkin.example.com:9411" }), "error"],
    ],
  },
];

import type { ResolvedApp, ResolvedService, ResolvedVariable } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import type { AppRuleCase } from "./app-rule-case.js";

const app = aResolvedApp();
const { traits } = aResolvedApi();
const api = (change: Partial<ResolvedService>): Pick<ResolvedApp, "services"> => ({ services: [aResolvedApi(change)] });
const limited = (trustedProxies: number | null) =>
  api({ traits: { ...traits, rateLimitExcept: ["/ready"], trustedProxies } });
const behindCdn = {
  ingress: app.ingress === null ? null : { ...app.ingress, cdn: { responseTimeoutSeconds: 60 } },
};
const literal = (name: string, value: string): ResolvedVariable => ({ name, value: { kind: "literal", value } });
const given = (...variables: readonly ResolvedVariable[]) => api({ environment: variables });
const fromBase = (base: string): Pick<ResolvedApp, "images"> => ({
  images: app.images.map((image) => ({ ...image, base })),
});
const connectionless = { connections: app.connections.filter(({ from }) => from !== "services.proxy") };

/** Of the rules on what stands between browsers and an app, and on how it is set up for them. */
export const WEB_CASES: readonly AppRuleCase[] = [
  {
    code: "CallersLookAlike",
    compliant: [
      app,
      aResolvedApp(limited(null)),
      aResolvedApp(limited(1)),
      aResolvedApp({ ...limited(2), ...behindCdn }),
      // Who limits nobody may take callers for whom it likes.
      aResolvedApp(api({ traits: { ...traits, trustedProxies: 0 } })),
      aResolvedApp({ ...api({ traits: { ...traits, rateLimitExcept: [], trustedProxies: 0 }, targetHealth: null }) }),
    ],
    violating: [
      [aResolvedApp(limited(0)), "error"],
      [aResolvedApp({ ...limited(1), ...behindCdn }), "error"],
      [aResolvedApp(limited(2)), "warning"],
    ],
  },
  {
    code: "DebugInProduction",
    compliant: [
      app,
      aResolvedApp(given(literal("DEBUG", "false"), literal("LOG_LEVEL", "info"), literal("NODE_ENV", "production"))),
      aResolvedApp({ ...given(literal("DEBUG", "1")), environment: { ...app.environment, tier: "standard" } }),
    ],
    violating: [
      [aResolvedApp(given(literal("AWS_XRAY_DEBUG_MODE", "TRUE"))), "warning"],
      [aResolvedApp(given(literal("NODE_ENV", "development"))), "warning"],
      [aResolvedApp({ parameters: [{ name: "log-level", value: "debug" }] }), "warning"],
    ],
  },
  {
    code: "FilesFromTasks",
    compliant: [
      app,
      aResolvedApp(fromBase("nginx:1.29")),
      aResolvedApp({ ...fromBase("node:24-alpine"), ...connectionless }),
      aResolvedApp({ ...fromBase("nginx:1.29"), ...connectionless, ...api({ targetHealth: null }) }),
    ],
    violating: [[aResolvedApp({ ...fromBase("public.ecr.aws/nginx/nginx:1.29"), ...connectionless }), "note"]],
  },
  {
    code: "HostNobodyAnswers",
    compliant: [
      app,
      aResolvedApp(given(literal("CORS_ORIGINS", "https://llm.example.com,https://admin.llm.example.com"))),
      aResolvedApp(given(literal("UPSTREAM", "https://api.example.org/v1"))),
    ],
    violating: [
      [aResolvedApp(given(literal("CORS_ORIGINS", "https://llm.example.com,https://llm.llm.example.com"))), "note"],
    ],
  },
  {
    code: "KeepAliveTooShort",
    compliant: [
      app,
      // Longer than the 600 s of the load balancer.
      aResolvedApp(api({ traits: { ...traits, keepAliveSeconds: 610 } })),
      aResolvedApp(api({ traits: { ...traits, keepAliveSeconds: 5 }, targetHealth: null })),
    ],
    violating: [
      [aResolvedApp(api({ traits: { ...traits, keepAliveSeconds: 5 } })), "warning"],
      [aResolvedApp(api({ traits: { ...traits, keepAliveSeconds: 600 } })), "warning"],
    ],
  },
];

import { isUserError } from "@fairlead/errors";
import { describeRoots, miswritten } from "@fairlead/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AppDefinition,
  defineApp,
  image,
  ingress,
  job,
  parameter,
  postgres,
  type PostgresOptions,
  resolveApp,
  secret,
  service,
  valkey,
} from "../index.js";

const app = image("app");

/** Anything that a description may hold by mistake, parts and outputs among it. */
const garbage = fc.oneof(
  fc.anything(),
  fc.constantFrom<unknown>(
    app,
    job("j", { image: app }),
    valkey("c").url,
    secret("s", { generate: "token" }),
    parameter("p", 1),
    "10m",
    Number.NaN,
    Symbol("s"),
    () => 1,
    new Date(0),
    new Map(),
  ),
);

const changesOf = (keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys), garbage, { maxKeys: 3 });

const SERVICE_KEYS = [
  ...["image", "command", "env", "cpu", "memory", "internet", "writablePaths", "logRetention", "port", "capacity"],
  ...["tasks", "health", "containerHealth", "longestResponse", "stopTimeout", "rollout", "release", "logMetrics", "x"],
];

/** What a call ends with: a value, the reader's problems, or something that must not be. */
function endOf(definition: AppDefinition): unknown {
  try {
    return resolveApp(definition, "test", { baseFolder: "/app" }).schemaVersion;
  } catch (error) {
    return isUserError(error) && error.problems.length > 0 ? "refused" : error;
  }
}

const ends: readonly unknown[] = [1, "refused"];

describe("whatever a description holds", () => {
  it("in a service, it is resolved or refused with its problems", () => {
    fc.assert(
      fc.property(changesOf(SERVICE_KEYS), (changes) => {
        const web = service("web", miswritten({ image: app, port: 8080 }, changes));
        expect(ends).toContain(endOf(describeRoots({ ingress: ingress({ routes: { "/*": web } }), services: [web] })));
      }),
      { numRuns: 200 },
    );
  });

  it("in a database, it is resolved or refused with its problems", () => {
    const keys = [
      "engine",
      "version",
      "adopt",
      "extensions",
      "proxy",
      "capacity",
      "readers",
      "autoPause",
      "storage",
      "rotation",
      "databaseName",
    ];
    fc.assert(
      fc.property(changesOf(keys), (changes) => {
        const database = postgres("main", miswritten<PostgresOptions>({ engine: "aurora-serverless" }, changes));
        const web = service("web", { image: app, env: { URL: database.url } });
        expect(ends).toContain(endOf(describeRoots({ services: [web] })));
      }),
      { numRuns: 200 },
    );
  });

  it("in an ingress or an environment, it is resolved or refused with its problems", () => {
    const ingressKeys = ["routes", "allowedCidrs", "waf", "private", "idleTimeout"];
    const environmentKeys = ["tier", "region", "zones", "domain", "alerts", "budget", "network", "usage", "overrides"];
    fc.assert(
      fc.property(changesOf(ingressKeys), changesOf(environmentKeys), (ingressChanges, environment) => {
        const roots = { ingress: ingress(miswritten({ routes: {} }, ingressChanges)) };
        expect(ends).toContain(endOf(describeRoots(roots, { environment })));
      }),
      { numRuns: 200 },
    );
  });

  it("in the app or in what build returns, it is resolved or refused with its problems", () => {
    const options = {
      name: "shop",
      environments: { test: { tier: "minimal", region: "us-east-1" } },
      build: () => ({}),
    } as const;
    const keys = ["name", "environments", "accept", "tags", "customize"];
    fc.assert(
      fc.property(changesOf(keys), garbage, (changes, roots) => {
        expect(ends).toContain(endOf(defineApp(miswritten(miswritten(options, changes), { build: () => roots }))));
      }),
      { numRuns: 200 },
    );
  });
});

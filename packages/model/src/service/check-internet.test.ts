import { describeRoots, problemsOf } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type Env, image, parameter, resolveApp, service, type ServiceOptions } from "../index.js";

const ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"];

const problemsFor = (
  internet: readonly number[],
  interfaceEndpoints: readonly string[],
  env: Env = {},
  metrics: ServiceOptions["metrics"] = {},
) => {
  const worker = service("worker", { image: image("proxy", { context: "." }), internet, env, metrics });
  const definition = describeRoots({ services: [worker] }, { environment: { network: { interfaceEndpoints } } });
  return problemsOf(() => resolveApp(definition, "test", { baseFolder: import.meta.dirname }));
};

describe("a service without HTTPS to the internet", () => {
  it("is refused, because it could not even fetch its image, with the endpoints that are missing", () => {
    const problems = problemsFor([], ["logs"]);
    expect(problems).toMatchObject([{ path: "services.worker.internet", code: "NoWayToAws" }]);
    expect(problems[0]?.fix).toContain("ecr.api, ecr.dkr, secretsmanager to");
  });

  it("is fine with endpoints for all that AWS itself needs", () => {
    expect(problemsFor([], ENDPOINTS)).toEqual([]);
    expect(problemsFor([443], [])).toEqual([]);
  });

  it("needs one more for its parameters", () => {
    const env = { LOG_LEVEL: parameter("log-level", "info") };
    expect(problemsFor([], ENDPOINTS, env)[0]?.fix).toContain("endpoints ssm to");
    expect(problemsFor([], [...ENDPOINTS, "ssm"], env)).toEqual([]);
  });

  it("needs one more for metrics that it publishes through the API, and none for those in its log", () => {
    const orders = { namespace: "Shop", name: "Orders" };
    const problemsVia = (via: "EMF" | "PutMetricData") =>
      problemsFor([], ENDPOINTS, {}, { orders: { ...orders, via } });
    expect(problemsVia("PutMetricData")[0]?.fix).toContain("endpoints monitoring to");
    expect(problemsVia("EMF")).toEqual([]);
  });
});

import { miswritten, problemCodes } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, service, type ServiceOptions } from "../index.js";

const app = image("app");
const workerCodes = (options: Partial<ServiceOptions>) =>
  problemCodes({ services: [service("a", { image: app, ...options })] });

describe("a service that no route leads to", () => {
  it.each([
    [{ tasks: { requestsPerTask: 500 } }, "tasks.requestsPerTask: NeedsRoute"],
    [{ rollout: { strategy: "canary", percent: 10 } }, "rollout: NeedsRoute"],
    [{ rollout: { strategy: "blue-green" } }, "rollout: NeedsRoute"],
    [{ rollout: { strategy: "linear", percent: 20, every: "2m" } }, "rollout: NeedsRoute"],
    [{ health: "/health" }, "health: HealthWithoutPort"],
  ] satisfies [Partial<ServiceOptions>, string][])("is refused with %j", (options, expected) => {
    expect(workerCodes(options)).toEqual([`services.a.${expected}`]);
  });

  it("may roll, and may have a port that nobody uses yet", () => {
    expect(workerCodes({ rollout: { strategy: "rolling" }, port: 8080, health: "/health" })).toEqual([]);
  });
});

describe("a route", () => {
  it("is refused to a service without a port", () => {
    expect(problemCodes({ ingress: ingress({ routes: { "/*": service("a", { image: app }) } }) })).toEqual([
      "services.a.port: RouteWithoutPort",
    ]);
  });

  it("is refused to something that is no service", () => {
    expect(problemCodes({ ingress: ingress(miswritten({ routes: {} }, { routes: { "/*": app } })) })).toEqual([
      'ingress.routes["/*"]: WrongType',
    ]);
  });
});

describe("a port", () => {
  it.each([0, -1, 65_536, 80.5])("is refused when it is %d", (port) => {
    expect(workerCodes({ port })).toEqual(["services.a.port: InvalidPort"]);
  });

  it.each([1, 65_535])("may be %d", (port) => {
    expect(workerCodes({ port })).toEqual([]);
  });
});

describe("a rollout", () => {
  const codes = (rollout: ServiceOptions["rollout"]) =>
    problemCodes({ ingress: ingress({ routes: { "/*": service("a", { image: app, port: 80, rollout }) } }) });

  it.each([0, 0.05, 101])("is refused with a canary of %d percent", (percent) => {
    expect(codes({ strategy: "canary", percent })).toEqual(["services.a.rollout.percent: OutOfRange"]);
  });

  it.each([2.9, 101])("is refused with steps of %d percent", (percent) => {
    expect(codes({ strategy: "linear", percent, every: "1m" })).toEqual(["services.a.rollout.percent: OutOfRange"]);
  });

  it("is refused with a share of the traffic between two steps of a tenth", () => {
    expect(codes({ strategy: "canary", percent: 0.25 })).toEqual(["services.a.rollout.percent: InvalidPercentStep"]);
    expect(codes({ strategy: "linear", percent: 33.33, every: "1m" })).toEqual([
      "services.a.rollout.percent: InvalidPercentStep",
    ]);
    expect(codes({ strategy: "canary", percent: 0.3 })).toEqual([]);
    expect(codes({ strategy: "linear", percent: 33.3, every: "1m" })).toEqual([]);
  });

  it("is refused with a strategy that ECS doesn't have", () => {
    expect(codes(miswritten({ strategy: "rolling" } as const, { strategy: "canry" }))).toEqual([
      "services.a.rollout.strategy: UnknownValue",
    ]);
  });

  it("is refused without what its strategy needs", () => {
    expect(codes(miswritten({ strategy: "rolling" } as const, { strategy: "linear", percent: 10 }))).toEqual([
      "services.a.rollout.every: MissingOption",
    ]);
  });
});

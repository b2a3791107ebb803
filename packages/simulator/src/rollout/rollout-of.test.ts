import { aResolvedApi, aResolvedApp, problemsOf } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { rolloutOf } from "./rollout-of.js";

describe("rolloutOf", () => {
  it("takes over what the description says of a routed service", () => {
    expect(rolloutOf(aResolvedApp(), "proxy")).toMatchObject({
      service: "proxy",
      strategy: { kind: "canary", canaryPercent: 10, canarySeconds: 300, bakeSeconds: 600 },
      desired: 2,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      targetGroup: { intervalSeconds: 15, unhealthyThreshold: 3, deregistrationDelaySeconds: 600, graceSeconds: 60 },
      containerHealth: { intervalSeconds: 15, retries: 3, startPeriodSeconds: 30 },
      stopTimeoutSeconds: 120,
      releaseJob: { name: "migrate" },
      zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    });
  });

  it("watches the alarms of the service that roll back, and no others", () => {
    const alarms = rolloutOf(aResolvedApp(), "proxy").alarms?.alarms ?? [];
    expect(alarms.map(({ name }) => name)).toContain("proxy-5xx");
    expect(rolloutOf(aResolvedApp(), "dispatcher").alarms).toBeNull();
  });

  it("has no alarms where the service's rollout doesn't heed them", () => {
    const { rollout } = aResolvedApi();
    const services = [aResolvedApi({ rollout: { ...rollout, rollbackOnAlarms: false } })];
    expect(rolloutOf({ ...aResolvedApp(), services }, "proxy").alarms).toBeNull();
  });

  it("sends no requests to a service that no route leads to", () => {
    expect(rolloutOf(aResolvedApp(), "dispatcher")).toMatchObject({ targetGroup: null, requestsPerSecond: 0 });
  });

  it("refuses a service that isn't there, and names those that are", () => {
    const [problem] = problemsOf(() => rolloutOf(aResolvedApp(), "ghost"));
    expect(problem).toMatchObject({ code: "UnknownService" });
    expect(problem?.fix).toContain("dispatcher, proxy");
  });

  it("asks the smoke job and a person while tests alone reach the new revision", () => {
    const app = aResolvedApp();
    const services = app.services.map((service) =>
      service.rollout.strategy === "canary"
        ? { ...service, rollout: { ...service.rollout, smokeJob: "smoke", approvalMinutes: 60 } }
        : service,
    );
    expect(rolloutOf({ ...app, services }, "proxy").hooks).toMatchObject([
      { kind: "function", name: "smoke", stage: "POST_TEST_TRAFFIC_SHIFT" },
      { kind: "pause", stage: "POST_TEST_TRAFFIC_SHIFT", timeoutSeconds: 3600, atTimeout: "rollback" },
    ]);
    expect(rolloutOf(app, "proxy").hooks).toEqual([]);
  });
});

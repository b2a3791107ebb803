import { describeRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type EnvironmentOptions, image, postgres, resolveApp, service } from "../index.js";

const alarmsFor = (environment: Partial<EnvironmentOptions>) => {
  const database = postgres("main", { engine: "rds" });
  const worker = service("worker", { image: image("proxy", { context: "." }), env: { URL: database.url } });
  const definition = describeRoots({ services: [worker] }, { environment });
  return resolveApp(definition, "test", { baseFolder: import.meta.dirname }).observability.alarms;
};

describe("the alarm of a rotation", () => {
  it("rings at the first failure and for the hour after it, because nobody watches at night", () => {
    expect(alarmsFor({ tier: "production" }).find(({ name }) => name === "main-rotation")).toMatchObject({
      subject: "databases.main",
      metric: { kind: "rotation-errors" },
      threshold: 0,
      datapointsToAlarm: 1,
      evaluationPeriods: 60,
      rollsBack: false,
    });
  });

  it("is not there where nothing is rotated", () => {
    expect(alarmsFor({ tier: "minimal" }).map(({ name }) => name)).not.toContain("main-rotation");
  });
});

import { describeRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, resolveApp, type RolloutOptions, service } from "../index.js";

const rolloutFor = (rollout: RolloutOptions | undefined, longestResponse?: string) => {
  const proxy = service("proxy", { image: image("proxy", { context: "." }), port: 8080, rollout, longestResponse });
  const definition = describeRoots({ ingress: ingress({ routes: { "/*": proxy } }) });
  return resolveApp(definition, "test", { baseFolder: import.meta.dirname }).services[0]?.rollout;
};

/** Three bad minutes, and three until CloudWatch has counted them and ECS has looked. */
const MINUTES_UNTIL_AN_ALARM_IS_KNOWN = 6;

describe("a rollout", () => {
  it("tries a canary, and keeps the old revision, for longer than an alarm needs", () => {
    const rollout = rolloutFor({ strategy: "canary", percent: 5 });
    if (rollout?.strategy !== "canary") expect.fail("A canary was asked for.");
    expect(rollout.canaryMinutes).toBeGreaterThan(MINUTES_UNTIL_AN_ALARM_IS_KNOWN);
    expect(rollout.bakeMinutes).toBeGreaterThan(MINUTES_UNTIL_AN_ALARM_IS_KNOWN);
  });

  it("keeps the old revision for as long as its longest response", () => {
    expect(rolloutFor({ strategy: "blue-green" }, "25m")).toMatchObject({ bakeMinutes: 25 });
  });

  it("takes what is stated", () => {
    expect(rolloutFor({ strategy: "canary", percent: 5, for: "3m", bake: "4m" })).toMatchObject({
      canaryMinutes: 3,
      bakeMinutes: 4,
    });
  });
});

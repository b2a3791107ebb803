import { describeRoots, problemsOf } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, resolveApp, type RolloutOptions, service } from "../index.js";

const problemsFor = (count: number, rollout: RolloutOptions) => {
  const proxy = service("proxy", { image: image("proxy", { context: "." }), port: 8080, rollout });
  const routes = Object.fromEntries(Array.from({ length: count }, (_, at) => [`/v${at}/*`, proxy]));
  const definition = describeRoots({ ingress: ingress({ routes }) });
  return problemsOf(() => resolveApp(definition, "test", { baseFolder: import.meta.dirname }));
};

describe("routes of a service whose traffic is shifted", () => {
  it.each<RolloutOptions>([
    { strategy: "canary", percent: 10 },
    { strategy: "blue-green" },
    { strategy: "linear", percent: 20, every: "5m" },
  ])("are refused beyond what ECS shifts by %j", (rollout) => {
    expect(problemsFor(5, rollout)).toEqual([]);
    const problems = problemsFor(6, rollout);
    expect(problems).toMatchObject([{ path: "services.proxy.rollout", code: "TooManyRoutesForRollout" }]);
    expect(problems[0]?.message).toContain("6 routes");
  });

  it("may be as many as a listener holds when the service is released by rolling", () => {
    expect(problemsFor(6, { strategy: "rolling" })).toEqual([]);
  });
});

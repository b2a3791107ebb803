import { describeRoots, problemsOf } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, job, resolveApp, type RolloutOptions, service } from "../index.js";

const app = image("app");
const smoke = job("smoke", { image: app });
const canary = (
  gates: Pick<Extract<RolloutOptions, { strategy: "canary" }>, "approval" | "smoke">,
): RolloutOptions => ({
  strategy: "canary",
  percent: 10,
  ...gates,
});
const options = { baseFolder: import.meta.dirname };

const routed = (rollout: RolloutOptions, routes: readonly string[] = ["/v1/*", "/*"]) => {
  const proxy = service("proxy", { image: app, port: 8080, rollout });
  return describeRoots({ ingress: ingress({ routes: Object.fromEntries(routes.map((route) => [route, proxy])) }) });
};
const resolve = (rollout: RolloutOptions) => resolveApp(routed(rollout), "test", options);

describe("what stands before a new revision's traffic", () => {
  it("is a job that asks it, and then that is what starts the job", () => {
    const { services, jobs } = resolve(canary({ smoke }));
    expect(services[0]?.rollout).toMatchObject({ smokeJob: "smoke", approvalMinutes: null });
    expect(jobs).toMatchObject([{ name: "smoke", trigger: { kind: "smoke", tests: ["proxy"] } }]);
  });

  it("is a person for as long as stated", () => {
    expect(resolve(canary({ approval: "1h" })).services[0]?.rollout).toMatchObject({ approvalMinutes: 60 });
  });

  it("gives each route of the service a rule for those who ask, before all rules for others", () => {
    const routes = resolve(canary({ smoke })).ingress?.routes ?? [];
    const forwarded = routes.filter(({ action }) => action.kind === "forward");
    const tests = forwarded.map(({ testPriority }) => testPriority ?? expect.fail("A route has no test rule."));
    expect(tests).toHaveLength(2);
    expect(Math.max(...tests)).toBeLessThan(Math.min(...forwarded.map(({ priority }) => priority)));
    const all = [...routes.map(({ priority }) => priority), ...tests];
    expect(new Set(all).size).toBe(all.length);
  });

  it("moves no rule that is there already", () => {
    const prioritiesOf = (rollout: RolloutOptions) =>
      resolve(rollout).ingress?.routes.map(({ host, path, priority }) => [host, path, priority]);
    expect(prioritiesOf(canary({ smoke }))).toEqual(prioritiesOf(canary({})));
  });

  it("needs no rule where nobody asks", () => {
    const routes = resolve(canary({})).ingress?.routes ?? [];
    expect(routes.map(({ testPriority }) => testPriority)).toEqual(routes.map(() => null));
  });

  it("is refused as the release job of the same service, and on a schedule", () => {
    const problemsWith = (one: ReturnType<typeof job>, release?: ReturnType<typeof job>) => {
      const proxy = service("proxy", { image: app, port: 8080, rollout: canary({ smoke: one }), release });
      const described = describeRoots({ ingress: ingress({ routes: { "/*": proxy } }) });
      return problemsOf(() => resolveApp(described, "test", options));
    };
    expect(problemsWith(smoke, smoke)).toMatchObject([{ path: "jobs.smoke", code: "TwoTriggers" }]);
    const scheduled = job("smoke", { image: app, schedule: "rate(1 hour)" });
    expect(problemsWith(scheduled)).toMatchObject([{ path: "jobs.smoke.schedule", code: "TwoTriggers" }]);
  });

  it("gives a person five minutes at least, and two hours at most", () => {
    expect(problemsOf(() => resolve(canary({ approval: "1m" })))).toHaveLength(1);
    expect(problemsOf(() => resolve(canary({ approval: "3h" })))).toHaveLength(1);
  });
});

import { problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, service } from "../index.js";
import { resolveUsage } from "./resolve-usage.js";
import { USAGE_DEFAULTS } from "./usage-defaults.js";

const services = [service("worker", { image: image("worker") })];

describe("what a month brings", () => {
  it("is assumed as far as nobody states it", () => {
    const { usage } = resolveRoots({ services }, { environment: { usage: { requestsPerMonth: 5 } } }).environment;
    expect(usage).toEqual({ ...USAGE_DEFAULTS, requestsPerMonth: 5 });
  });

  it("is the assumed one where a value is undefined", () => {
    expect(resolveUsage({ load: undefined })).toEqual(USAGE_DEFAULTS);
  });

  it("can't be less than nothing, nor more than all of the tasks", () => {
    const problems = problemsOf(() =>
      resolveRoots({ services }, { environment: { usage: { requestsPerMonth: -1, load: 1.5 } } }),
    );
    expect(problems.map(({ path, code }) => `${path}: ${code}`)).toEqual([
      "environments.test.usage.requestsPerMonth: InvalidUsage",
      "environments.test.usage.load: InvalidUsage",
    ]);
  });
});

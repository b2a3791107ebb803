import { problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, service } from "../index.js";

const app = image("app");

describe("a range of tasks", () => {
  it("is refused with its minimum above its maximum, and both are named", () => {
    const [problem, ...others] = problemsOf(() =>
      resolveRoots({ services: [service("a", { image: app, tasks: { min: 5, max: 2 } })] }),
    );
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path: "services.a.tasks.min",
      code: "MinAboveMax",
      message: "services.a.tasks.min is 5, but services.a.tasks.max is 2.",
      fix: "Set min to at most 2, or max to at least 5.",
    });
  });

  it("is refused among the overrides of an environment", () => {
    expect(problemCodes({}, { environment: { overrides: { publicTasks: { min: 4, max: 2 } } } })).toEqual([
      "environments.test.overrides.publicTasks.min: MinAboveMax",
    ]);
  });

  it("may be a single number on both sides", () => {
    expect(problemCodes({ services: [service("a", { image: app, tasks: { min: 2, max: 2 } })] })).toEqual([]);
  });

  it.each([-1, 1.5, 5001])("is refused with %d tasks", (min) => {
    expect(problemCodes({ services: [service("a", { image: app, tasks: { min, max: 5000 } })] })).toHaveLength(1);
  });

  it.each([0, 101, -5])("is refused with %d percent to scale on", (cpuPercent) => {
    expect(problemCodes({ services: [service("a", { image: app, tasks: { cpuPercent } })] })).toEqual([
      "services.a.tasks.cpuPercent: InvalidPercent",
    ]);
  });
});

import { describeRoots, problemsOf } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, job, resolveApp, service } from "../index.js";

const proxyImage = image("proxy", { context: "." });

const problemsFor = (timeout: string, isGate: boolean) => {
  const migrate = job("migrate", { image: proxyImage, timeout });
  const worker = service("worker", { image: proxyImage, ...(isGate ? { release: migrate } : {}) });
  const definition = describeRoots({ services: [worker], ...(isGate ? {} : { jobs: [migrate] }) });
  return problemsOf(() => resolveApp(definition, "test", { baseFolder: import.meta.dirname }));
};

describe("the timeout of a job that gates a release", () => {
  it("is refused when CloudFormation would have given up before, with the longest that goes", () => {
    const problems = problemsFor("51m", true);
    expect(problems).toMatchObject([{ path: "jobs.migrate.timeout", code: "ReleaseJobTooLong" }]);
    expect(problems[0]?.fix).toContain('at most "50m"');
  });

  it("may be all that the start and the stop of the task leave of the hour", () => {
    expect(problemsFor("50m", true)).toEqual([]);
  });

  it("may be longer when no release waits for the job", () => {
    expect(problemsFor("5h", false)).toEqual([]);
  });
});

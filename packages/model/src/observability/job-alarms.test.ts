import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, job, type JobOptions } from "../index.js";

const alarmsOf = (options: Partial<JobOptions>) =>
  resolveRoots({ jobs: [job("index", { image: image("app"), ...options })] }).observability.alarms;

describe("the alarm of a job", () => {
  it("rings for an hour after a scheduled run that failed, because nobody watches the clock", () => {
    expect(alarmsOf({ schedule: "cron(0 3 * * ? *)" })).toMatchObject([
      {
        name: "index-failed-runs",
        subject: "jobs.index",
        metric: { kind: "failed-runs" },
        threshold: 0,
        datapointsToAlarm: 1,
        evaluationPeriods: 60,
        level: "warning",
      },
    ]);
  });

  it("is not there where somebody starts the job, and so sees its end", () => {
    expect(alarmsOf({})).toEqual([]);
  });
});

import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, job, service } from "../index.js";

const app = image("app");

describe("a job", () => {
  it("runs on demand unless anything else is said", () => {
    expect(resolveRoots({ jobs: [job("j", { image: app })] }).jobs[0]).toMatchObject({
      trigger: { kind: "on-demand" },
      timeoutSeconds: 900,
    });
  });

  it("runs on its schedule, in UTC unless another zone is stated", () => {
    const triggers = resolveRoots({
      jobs: [
        job("a", { image: app, schedule: "rate(1 hour)" }),
        job("b", { image: app, schedule: "cron(0 3 * * ? *)", timezone: "Europe/Berlin", timeout: "1h" }),
      ],
    }).jobs.map(({ trigger }) => trigger);
    expect(triggers).toEqual([
      { kind: "schedule", expression: "rate(1 hour)", timezone: "UTC" },
      { kind: "schedule", expression: "cron(0 3 * * ? *)", timezone: "Europe/Berlin" },
    ]);
  });

  it("runs before the release of all services that name it", () => {
    const migrate = job("migrate", { image: app });
    const services = ["web", "api"].map((name) => service(name, { image: app, release: migrate }));
    expect(resolveRoots({ services }).jobs[0]?.trigger).toEqual({ kind: "release", gates: ["api", "web"] });
  });

  it("is refused with a release and a schedule", () => {
    const migrate = job("migrate", { image: app, schedule: "rate(1 hour)" });
    expect(problemCodes({ services: [service("web", { image: app, release: migrate })] })).toEqual([
      "jobs.migrate.schedule: TwoTriggers",
    ]);
  });

  it("is refused with a time zone and no schedule", () => {
    expect(problemCodes({ jobs: [job("j", { image: app, timezone: "Europe/Berlin" })] })).toEqual([
      "jobs.j.timezone: TimezoneWithoutSchedule",
    ]);
  });

  it.each([
    [{ schedule: "0 3 * * *" }, "schedule: InvalidSchedule"],
    [{ schedule: "cron(0 3 * * *)" }, "schedule: InvalidSchedule"],
    [{ schedule: "rate(1 fortnight)" }, "schedule: InvalidSchedule"],
    [{ schedule: "rate(1 hour)", timezone: "Berlin" }, "timezone: UnknownTimezone"],
    [{ timeout: "15d" }, "timeout: DurationOutOfRange"],
  ])("is refused with %j", (options, expected) => {
    expect(problemCodes({ jobs: [job("j", { image: app, ...options })] })).toEqual([`jobs.j.${expected}`]);
  });
});

import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, type ResolvedObservability, service, type ServiceOptions } from "../index.js";

const app = image("app");

const observabilityOf = (options: Partial<ServiceOptions>): ResolvedObservability => {
  const web = service("web", { image: app, port: 8080, ...options });
  return resolveRoots({ ingress: ingress({ routes: { "/*": web } }) }, { environment: { tier: "production" } })
    .observability;
};

const alarmOf = (name: string, options: Partial<ServiceOptions>) =>
  observabilityOf(options).alarms.find((alarm) => alarm.name === name);

describe("an alarm of a service", () => {
  it("takes the bound that is stated, and keeps its own timing", () => {
    expect(alarmOf("web-5xx", { alarms: { errorPercent: 2 } })).toMatchObject({
      threshold: 2,
      periodSeconds: 60,
      datapointsToAlarm: 3,
      evaluationPeriods: 5,
      level: "critical",
    });
    expect(alarmOf("web-latency", { alarms: { latency: "5s" } })).toMatchObject({ threshold: 5, level: "warning" });
  });

  it("takes one value over the whole period where a period is stated", () => {
    const alarms = { errorPercent: { above: 5, period: "5m", level: "warning" } } as const;
    expect(alarmOf("web-5xx", { alarms })).toMatchObject({
      threshold: 5,
      periodSeconds: 300,
      datapointsToAlarm: 1,
      evaluationPeriods: 1,
      level: "warning",
    });
  });

  it("asks every minute of those that are stated", () => {
    const alarms = { latency: { above: "5s", forMinutes: 5 } };
    expect(alarmOf("web-latency", { alarms })).toMatchObject({
      threshold: 5,
      periodSeconds: 60,
      datapointsToAlarm: 5,
      evaluationPeriods: 5,
    });
  });

  it("gives the stated bound as its reason, and not what would be so without it", () => {
    expect(alarmOf("web-5xx", { alarms: { errorPercent: 2 } })?.reason).toBe(
      "More than 2 % of the answers are server errors; services.web.alarms.errorPercent sets the bound.",
    );
  });

  it("goes on rolling releases back with another bound", () => {
    expect(alarmOf("web-5xx", { alarms: { errorPercent: 1 } })?.rollsBack).toBe(true);
  });

  it("is switched off by null, and is told to be so", () => {
    const { alarms, silenced } = observabilityOf({ alarms: { latency: null } });
    expect(alarms.map(({ name }) => name)).not.toContain("web-latency");
    expect(silenced).toMatchObject([{ name: "web-latency", subject: "services.web" }]);
    expect(silenced[0]?.reason).toBe(
      "services.web.alarms.latency is null. By itself it would ring when this is so: One request in twenty waits for more than 30 s until the first byte.",
    );
  });

  it.each([
    [{ errorPercent: 101 }, "errorPercent: OutOfRange"],
    [{ errorPercent: { above: 5, forMinutes: 7, period: "5m" } }, "errorPercent: AlarmBetweenPeriods"],
    [{ latency: { above: "5s", period: "90s" } }, "latency.period: NotWholeMinutes"],
    [{ healthyHosts: 3 }, "healthyHosts: AlarmAlwaysRings"],
  ])("is refused as %j", (alarms, expected) => {
    const web = service("web", { image: app, port: 8080, tasks: { min: 2, max: 4 }, alarms });
    expect(problemCodes({ ingress: ingress({ routes: { "/*": web } }) })).toEqual([`services.web.alarms.${expected}`]);
  });

  it("on what a load balancer measures is refused of a service that no route leads to", () => {
    const worker = service("worker", { image: app, alarms: { errorPercent: 5, cpuPercent: 90 } });
    expect(problemCodes({ services: [worker] })).toEqual(["services.worker.alarms.errorPercent: AlarmWithoutRoute"]);
  });
});

describe("the alarm on healthy tasks", () => {
  it("rings after a minute without any, also when the load balancer has nothing to report", () => {
    expect(alarmOf("web-healthy", {})).toMatchObject({
      metric: { kind: "healthy-hosts" },
      comparison: "below",
      threshold: 1,
      periodSeconds: 60,
      evaluationPeriods: 1,
      level: "critical",
      missingData: "breaching",
      rollsBack: false,
    });
  });

  it("waits for the tasks of a release that stops the old ones first", () => {
    const rollout = { strategy: "stop-then-start" } as const;
    expect(alarmOf("web-healthy", { rollout })).toMatchObject({ datapointsToAlarm: 5, evaluationPeriods: 5 });
  });

  it("is not there where a schedule takes all tasks away", () => {
    const schedules = { night: { at: "cron(0 20 * * ? *)", min: 0, max: 0 } };
    expect(alarmOf("web-healthy", { tasks: { min: 1, max: 2, schedules } })).toBeUndefined();
  });
});

describe("an alarm's level", () => {
  it("is critical where users are affected now, and only there", () => {
    const critical = observabilityOf({}).alarms.filter(({ level }) => level === "critical");
    expect(critical.map(({ name }) => name)).toEqual(["elb-5xx-count", "web-5xx", "web-healthy", "web-unhealthy"]);
  });
});

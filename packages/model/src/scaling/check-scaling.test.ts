import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type AppRoots, image, queue, rabbitmq, service, type TasksOptions, valkey } from "../index.js";

const jobs = queue("jobs");
const broker = rabbitmq("tasks", { engine: "amazon-mq" });
const ownBroker = rabbitmq("own", { engine: "container" });
const cache = valkey("cache");

const worker = (tasks: TasksOptions, env: Parameters<typeof service>[1]["env"] = {}): AppRoots => ({
  services: [service("worker", { image: image("app"), tasks, env })],
});
const depth = { of: jobs, messagesPerTask: 10 } as const;
const JOBS_URL = jobs.urlForReceiving;

describe("scaling on the work that waits", () => {
  it.each([
    ["a queue", { of: jobs, messagesPerTask: 10 }, { JOBS_URL }, { kind: "queue", queue: "jobs" }],
    [
      "a broker's queue",
      { of: { broker, queue: "prompts" }, messagesPerTask: 1 },
      { AMQP_URL: broker.url },
      { kind: "broker", broker: "tasks", queue: "prompts", virtualHost: "/" },
    ],
    [
      "a queue of a broker in a container",
      { of: { broker: ownBroker, queue: "prompts" }, messagesPerTask: 1 },
      { AMQP_URL: ownBroker.url },
      { kind: "broker", broker: "own", queue: "prompts", virtualHost: "/" },
    ],
    [
      "a group of a stream",
      { of: { cache, stream: "jobs", group: "workers" }, messagesPerTask: 10 },
      { REDIS_URL: cache.url },
      { kind: "stream", cache: "cache", stream: "jobs", group: "workers" },
    ],
  ] as const)("takes %s, also from no task at all", (_what, queueDepth, env, source) => {
    const { services } = resolveRoots(worker({ min: 0, max: 5, queueDepth }, env));
    expect(services.find(({ name }) => name === "worker")?.scaling).toMatchObject({
      minTasks: 0,
      cpuPercent: null,
      queueDepth: { source, idleAfterSeconds: 600 },
    });
  });

  it("is refused where no variable leads to the work", () => {
    expect(problemCodes(worker({ min: 0, max: 5, queueDepth: depth }))).toEqual([
      "services.worker.tasks.queueDepth.of: WorksOffNothing",
    ]);
    expect(problemCodes(worker({ min: 0, max: 5, queueDepth: depth }, { JOBS_URL: jobs.urlForSending }))).toEqual([
      "services.worker.tasks.queueDepth.of: WorksOffNothing",
    ]);
    const ofStream = { of: { cache, stream: "jobs", group: "workers" }, messagesPerTask: 10 };
    expect(problemCodes(worker({ min: 0, max: 5, queueDepth: ofStream }))).toEqual([
      "services.worker.tasks.queueDepth.of: WorksOffNothing",
    ]);
  });
});

describe("scaling to no task", () => {
  it("is refused where nothing would wake the service", () => {
    expect(problemCodes(worker({ min: 0, max: 5 }))).toEqual(["services.worker.tasks.min: NothingWakes"]);
  });

  it("is taken from who wants none at all, and from who is woken by a metric of its own", () => {
    expect(problemCodes(worker({ min: 0, max: 0 }))).toEqual([]);
    expect(problemCodes(worker({ min: 0, max: 5, metric: { namespace: "Shop", name: "Depth", target: 5 } }))).toEqual(
      [],
    );
  });
});

describe("a schedule of tasks", () => {
  it("is kept with its time zone, sorted by name", () => {
    const { services } = resolveRoots(
      worker({
        min: 1,
        max: 4,
        schedules: {
          night: { at: "cron(0 20 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 0, max: 0 },
          morning: { at: "cron(0 6 ? * MON-FRI *)", min: 1, max: 4 },
        },
      }),
    );
    expect(services[0]?.scaling.schedules).toEqual([
      { name: "morning", expression: "cron(0 6 ? * MON-FRI *)", timezone: "UTC", minTasks: 1, maxTasks: 4 },
      { name: "night", expression: "cron(0 20 ? * MON-FRI *)", timezone: "Europe/Berlin", minTasks: 0, maxTasks: 0 },
    ]);
  });

  it.each([
    [{ at: "0 20 * * *", min: 0, max: 0 }, "night.at: InvalidSchedule"],
    [{ at: "cron(0 20 ? * * *)", timezone: "Berlin", min: 0, max: 0 }, "night.timezone: UnknownTimezone"],
    [{ at: "cron(0 20 ? * * *)", min: 2, max: 1 }, "night.min: MinAboveMax"],
  ])("is refused as %j", (night, expected) => {
    expect(problemCodes(worker({ min: 1, max: 4, schedules: { night } }))).toEqual([
      expect.stringContaining(`services.worker.tasks.schedules.${expected}`),
    ]);
  });

  it("is refused a pattern as the namespace of a metric", () => {
    expect(problemCodes(worker({ metric: { namespace: "Shop/*", name: "Depth", target: 5 } }))).toEqual([
      "services.worker.tasks.metric.namespace: PatternAsNamespace",
    ]);
  });
});

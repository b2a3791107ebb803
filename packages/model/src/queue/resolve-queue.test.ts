import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, job, queue, type QueueOptions, service } from "../index.js";

const app = image("app");

const rootsWith = (options: QueueOptions = {}, longestResponse?: string) => {
  const work = queue("work", options);
  return {
    services: [
      service("api", { image: app, env: { QUEUE_URL: work.urlForSending } }),
      service("worker", { image: app, env: { QUEUE_URL: work.urlForReceiving }, longestResponse }),
    ],
  };
};

describe("a queue", () => {
  it("has every gap filled when nothing is stated", () => {
    expect(resolveRoots(rootsWith()).queues).toEqual([
      {
        name: "work",
        fifo: false,
        visibilityTimeoutSeconds: 300,
        maxReceives: 3,
        retentionSeconds: 345_600,
        deadLetterRetentionSeconds: 1_209_600,
        alarmAfterSeconds: 900,
      },
    ]);
  });

  it("keeps what is stated", () => {
    const options = { fifo: true, visibilityTimeout: "1h", maxReceives: 1, retention: "14d", alarmAfter: "2h" };
    expect(resolveRoots(rootsWith(options)).queues[0]).toMatchObject({
      fifo: true,
      visibilityTimeoutSeconds: 3600,
      maxReceives: 1,
      retentionSeconds: 1_209_600,
      alarmAfterSeconds: 7200,
    });
  });

  it("hides a message for longer than the longest of its workers takes", () => {
    const work = queue("work");
    const timeout = (jobTimeout: string): number | undefined =>
      resolveRoots({ jobs: [job("drain", { image: app, timeout: jobTimeout, env: { Q: work.urlForReceiving } })] })
        .queues[0]?.visibilityTimeoutSeconds;
    expect(timeout("1h")).toBe(3660);
    expect(timeout("1d")).toBe(43_200);
    expect(timeout("10s")).toBe(300);
  });

  it("grants sending to who sends and receiving to who receives, and opens no port", () => {
    expect(resolveRoots(rootsWith()).connections).toEqual([
      { kind: "permission", from: "services.api", to: "queues.work", access: "send-messages", because: "QUEUE_URL" },
      {
        kind: "permission",
        from: "services.worker",
        to: "queues.work",
        access: "receive-messages",
        because: "QUEUE_URL",
      },
    ]);
  });

  it("rings for a message that waits too long and for the first dead letter", () => {
    const { alarms } = resolveRoots(rootsWith({ alarmAfter: "5m" })).observability;
    expect(alarms.filter(({ subject }) => subject === "queues.work")).toMatchObject([
      { name: "work-dead-letters", metric: { kind: "queue-dead-letters" }, threshold: 0 },
      { name: "work-oldest-message", metric: { kind: "queue-oldest-message" }, threshold: 300 },
    ]);
  });

  it.each([
    [{ visibilityTimeout: "13h" }, "visibilityTimeout: DurationOutOfRange"],
    [{ maxReceives: 0 }, "maxReceives: OutOfRange"],
    [{ retention: "15d" }, "retention: DurationOutOfRange"],
    [{ alarmAfter: "30s" }, "alarmAfter: DurationOutOfRange"],
    [{ retention: "10m" }, "alarmAfter: AlarmAfterRetention"],
    [{ delay: "1m" }, "delay: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(miswritten({}, wrong)))).toEqual([`queues.work.${expected}`]);
  });

  it("is refused when a message comes back while it is still worked on", () => {
    expect(problemCodes(rootsWith({ visibilityTimeout: "60s" }, "90s"))).toEqual([
      "queues.work.visibilityTimeout: VisibilityTimeoutTooShort",
    ]);
    expect(problemCodes(rootsWith({ visibilityTimeout: "90s" }, "90s"))).toEqual([]);
  });
});

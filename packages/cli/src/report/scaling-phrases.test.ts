import { image, queue, service, type TasksOptions, valkey } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { describeWork } from "./scaling-phrases.js";

const cache = valkey("cache");
const jobs = queue("jobs");

function workOf(tasks: TasksOptions): (string | null)[] {
  const env = { REDIS_URL: cache.url, JOBS_URL: jobs.urlForReceiving };
  const app = resolveRoots({ services: [service("worker", { image: image("app"), env, tasks })] });
  return app.services.map((each) => describeWork(app, each));
}

describe("what a plan says of waiting work", () => {
  it("is what a task is started for, and who counts what AWS doesn't", () => {
    const of = { cache, stream: "prompts", group: "workers" };
    expect(workOf({ min: 0, max: 4, queueDepth: { of, messagesPerTask: 5 } })).toEqual([
      'a task for each 5 messages in the group "workers" of caches.cache\'s stream "prompts", counted once a minute by a function',
    ]);
    expect(workOf({ min: 0, max: 4, queueDepth: { of: jobs, messagesPerTask: 1 } })).toEqual([
      "a task for each message in queues.jobs",
    ]);
  });

  it("is nothing where there is none, or the number of tasks is fixed", () => {
    expect(workOf({ min: 1, max: 4 })).toEqual([null]);
    expect(workOf({ min: 1, max: 1, queueDepth: { of: jobs, messagesPerTask: 1 } })).toEqual([null]);
  });
});

import type { Template } from "@fairlead/constructs";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import type { StackPlace, StackResource, Stacks } from "../stacks/stacks.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeLogs } from "../testing/fake-logs.js";
import { FakeTasks, IMAGE_MISSING } from "../testing/fake-tasks.js";
import { NETWORK_TEMPLATE } from "../testing/network-template.js";
import { runJob, type RunRequest } from "./run-job.js";

const resourcesOf = (template: Template): readonly StackResource[] =>
  Object.entries(template.Resources).map(([logicalId, { Type }]) => ({
    logicalId,
    physicalId: `${logicalId}-id`,
    type: Type,
    status: "CREATE_COMPLETE",
  }));

function setUp(template: Template | null = NETWORK_TEMPLATE) {
  const clock = new FakeClock();
  const logs = new FakeLogs(clock);
  logs.addGroup("/llm-proxy/prod/migrate");
  const tasks = new FakeTasks(clock);
  const stacks: Pick<Stacks, "template" | "resources"> = {
    template: ({ name }: StackPlace) => Promise.resolve(name === "llm-proxy-prod-Vpc" ? template : null),
    resources: () => Promise.resolve(template === null ? [] : resourcesOf(template)),
  };
  const events: DeployEvent[] = [];
  const controller = new AbortController();
  const run = (change: Partial<RunRequest> = {}) =>
    runJob(
      {
        app: aResolvedApp(),
        job: "migrate",
        command: null,
        token: "token",
        deadlineMs: 600_000,
        signal: controller.signal,
        ...change,
      },
      { clock, logs, stacks, tasks },
      (event) => events.push(event),
    );
  return { clock, logs, tasks, events, controller, run };
}

describe("a run of a job", () => {
  it("takes the job's own network, and hands on its exit code and what it wrote last", async () => {
    const { clock, logs, tasks, events, run } = setUp();
    const startMs = clock.nowMs();
    tasks.course = { ...tasks.course, exitCode: 3 };
    logs.write("/llm-proxy/prod/migrate", "migrate/migrate/run1", "migrating", { atMs: startMs + 15_000 });
    logs.write("/llm-proxy/prod/migrate", "migrate/migrate/other", "another run", { atMs: startMs + 15_000 });
    logs.write("/llm-proxy/prod/migrate", "migrate/migrate/run1", "column is missing", {
      atMs: startMs + 29_000,
      arrivesMs: startMs + 33_000,
    });

    expect(await run()).toEqual({ kind: "exited", task: "run1", exitCode: 3 });
    expect(tasks.started).toMatchObject([
      {
        cluster: "llm-proxy-prod",
        taskDefinition: "llm-proxy-prod-migrate",
        subnets: ["PrivateSubnet-id"],
        securityGroups: ["Group-id"],
        assignPublicIp: false,
        command: null,
      },
    ]);
    expect(events.flatMap((event) => (event.type === "log" ? [event.line] : []))).toEqual([
      "migrating",
      "column is missing",
    ]);
    expect(events.at(-1)).toMatchObject({ state: "failed", says: "migrate ended with code 3" });
  });

  it("takes another command when it is given one", async () => {
    const { tasks, run } = setUp();
    await run({ command: ["node", "repair.js"] });

    expect(tasks.started[0]?.command).toEqual({ container: "migrate", words: ["node", "repair.js"] });
  });

  it("fails with ECS's reason when the task never began", async () => {
    const { tasks, run } = setUp();
    tasks.course = IMAGE_MISSING;

    expect(await run()).toMatchObject({ kind: "failed", problems: [{ code: "ImageMissing", path: "jobs.migrate" }] });
  });

  it("lets go when its time is up, and the task goes on", async () => {
    const { tasks, run } = setUp();
    tasks.course = { ...tasks.course, stopsAfter: null };

    expect(await run({ deadlineMs: 60_000 })).toEqual({ kind: "timed-out", task: "run1" });
    expect(tasks.stopped).toEqual([]);
  });

  it.each([
    ["leave", "left-running", 0],
    ["roll-back", "stopped", 1],
  ])("that is interrupted with %s is %s", async (reason, left, stops) => {
    const { clock, tasks, controller, run } = setUp();
    tasks.course = { ...tasks.course, stopsAfter: null };
    const interrupted = clock.sleep(20_000).then(() => {
      controller.abort(reason);
    });

    expect(await run()).toEqual({ kind: "cancelled", task: "run1", left });
    await interrupted;
    expect(tasks.stopped).toHaveLength(stops);
  });

  it("is refused when nothing is deployed", async () => {
    await expect(setUp(null).run()).rejects.toThrow("The network is not in prod yet.");
    await expect(setUp().run({ job: "other" })).rejects.toThrow(
      "The security group of the job other is not in prod yet.",
    );
  });
});

import { describe, expect, it } from "vitest";
import type { Failure, RunTaskCommandInput, Task } from "@aws-sdk/client-ecs";
import { createEcsJobs, type EcsCalls } from "./ecs-jobs.js";
import type { JobRun } from "./job-run.js";

const aRun: JobRun = {
  cluster: "cluster",
  taskDefinition: "migrate:7",
  container: "migrate",
  subnets: ["subnet-1"],
  securityGroups: ["sg-1"],
  assignPublicIp: "DISABLED",
  clientToken: "token",
  startedBy: "release-gate",
  environment: { A: "1" },
};

const metadata = { $metadata: {} };

class FakeEcs implements EcsCalls {
  readonly runs: RunTaskCommandInput[] = [];
  readonly #failures: Failure[];
  readonly #tasks: Task[];
  constructor(answer: { failures?: Failure[]; tasks?: Task[] } = {}) {
    this.#failures = answer.failures ?? [];
    this.#tasks = answer.tasks ?? [];
  }
  runTask(input: RunTaskCommandInput) {
    this.runs.push(input);
    return Promise.resolve({ ...metadata, failures: this.#failures });
  }
  describeTasks() {
    return Promise.resolve({ ...metadata, tasks: this.#tasks });
  }
}

describe("jobs on ECS", () => {
  it("runs one Fargate task with the network, the token and the carried variables", async () => {
    const ecs = new FakeEcs();
    await createEcsJobs(ecs).start(aRun);
    expect(ecs.runs).toMatchObject([
      {
        taskDefinition: "migrate:7",
        launchType: "FARGATE",
        clientToken: "token",
        startedBy: "release-gate",
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"], assignPublicIp: "DISABLED" } },
        overrides: { containerOverrides: [{ name: "migrate", environment: [{ name: "A", value: "1" }] }] },
      },
    ]);
  });

  it("takes a failure that ECS reports without an exception for what it is", async () => {
    const ecs = new FakeEcs({ failures: [{ reason: "RESOURCE:FARGATE", detail: "no capacity" }] });
    await expect(createEcsJobs(ecs).start(aRun)).rejects.toThrow("RESOURCE:FARGATE: no capacity");
  });

  it("reads exit codes and carried variables of a stopped task", async () => {
    const ecs = new FakeEcs({
      tasks: [
        {
          lastStatus: "STOPPED",
          stoppedReason: "done",
          stopCode: "EssentialContainerExited",
          containers: [{ name: "migrate", exitCode: 0 }, { name: "other" }],
          overrides: { containerOverrides: [{ name: "migrate", environment: [{ name: "A", value: "1" }] }] },
        },
      ],
    });
    expect(await createEcsJobs(ecs).find("cluster", "task")).toEqual({
      taskArn: "task",
      lastStatus: "STOPPED",
      stoppedReason: "done",
      stopCode: "EssentialContainerExited",
      containers: [
        { name: "migrate", exitCode: 0, reason: null },
        { name: "other", exitCode: null, reason: null },
      ],
      environment: { A: "1" },
    });
  });

  it("finds no task that ECS has forgotten", async () => {
    expect(await createEcsJobs(new FakeEcs()).find("cluster", "task")).toBeNull();
  });
});

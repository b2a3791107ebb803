import { Fault } from "@fairlead/errors";
import { describe, expect, it } from "vitest";
import type { GateAnswer, ReplyAddress } from "./gate-answer.js";
import type { GateProperties, GateRequest } from "./gate-request.js";
import type { JobRun } from "./job-run.js";
import { createReleaseGate, type JobRunner, type StackAnswers } from "./release-gate.js";
import type { StoppedTask } from "./stopped-task.js";

const CLUSTER = "arn:aws:ecs:us-east-1:111122223333:cluster/llm-proxy-prod";
const TASK = "arn:aws:ecs:us-east-1:111122223333:task/llm-proxy-prod/0123abcd";

const propertiesAt = (revision: number): GateProperties => ({
  Cluster: CLUSTER,
  TaskDefinition: `arn:aws:ecs:us-east-1:111122223333:task-definition/llm-proxy-prod-migrate:${revision}`,
  Container: "migrate",
  Subnets: ["subnet-1", "subnet-2"],
  SecurityGroups: ["sg-1"],
  AssignPublicIp: "DISABLED",
  LogGroup: "/llm-proxy/prod/migrate",
});

const aRequest = (change: Partial<GateRequest> = {}): GateRequest => ({
  RequestType: "Create",
  RequestId: "7f1b2a52-0000-4000-8000-000000000001",
  StackId: "arn:aws:cloudformation:us-east-1:111122223333:stack/llm-proxy-prod-Jobs/1",
  LogicalResourceId: "migrateGate",
  ResponseURL: "https://cloudformation-custom-resource-response.example.com/signed?Signature=s3cret",
  ResourceProperties: propertiesAt(7),
  ...change,
});

const anUpdate = (from: number, to: number): GateRequest =>
  aRequest({
    RequestType: "Update",
    PhysicalResourceId: "release-gate/llm-proxy-prod-migrate",
    ResourceProperties: propertiesAt(to),
    OldResourceProperties: propertiesAt(from),
  });

interface FakeJobsOptions {
  readonly refusal?: Error;
  /** How often the start is refused; default always. */
  readonly refusals?: number;
  readonly stopped?: Partial<StoppedTask> | null;
}

class FakeJobs implements JobRunner {
  readonly started: JobRun[] = [];
  readonly #options: FakeJobsOptions;
  constructor(options: FakeJobsOptions = {}) {
    this.#options = options;
  }
  start(run: JobRun): Promise<string> {
    this.started.push(run);
    const { refusal, refusals = Number.POSITIVE_INFINITY } = this.#options;
    return refusal === undefined || this.started.length > refusals ? Promise.resolve(TASK) : Promise.reject(refusal);
  }
  find(_cluster: string, taskArn: string): Promise<StoppedTask | null> {
    if (this.#options.stopped === null) return Promise.resolve(null);
    const environment = this.started.at(-1)?.environment ?? {};
    return Promise.resolve({
      taskArn,
      lastStatus: "STOPPED",
      stoppedReason: null,
      stopCode: null,
      containers: [],
      environment,
      ...this.#options.stopped,
    });
  }
}

class FakeAnswers implements StackAnswers {
  readonly sent: (ReplyAddress & GateAnswer)[] = [];
  send(to: ReplyAddress, answer: GateAnswer): Promise<void> {
    this.sent.push({ ...to, ...answer });
    return Promise.resolve();
  }
}

const theEnd = { "detail-type": "ECS Task State Change", detail: { clusterArn: CLUSTER, taskArn: TASK } };

/** Milliseconds that the gate has waited. */
const pauses: number[] = [];

async function run(request: GateRequest, jobs: FakeJobs, ended = false): Promise<FakeAnswers> {
  const answers = new FakeAnswers();
  pauses.length = 0;
  const gate = createReleaseGate(jobs, answers, (milliseconds) => {
    pauses.push(milliseconds);
    return Promise.resolve();
  });
  await gate(request);
  if (ended) await gate(theEnd);
  return answers;
}

const ended = (exitCode: number | null, reason: string | null = null) =>
  new FakeJobs({
    stopped: {
      stoppedReason: "Essential container in task exited",
      stopCode: "EssentialContainerExited",
      containers: [{ name: "migrate", exitCode, reason }],
    },
  });

describe("the release gate", () => {
  it("starts the job at a creation and leaves CloudFormation waiting", async () => {
    const jobs = new FakeJobs();
    const answers = await run(aRequest(), jobs);
    expect(answers.sent).toEqual([]);
    expect(jobs.started).toMatchObject([
      { cluster: CLUSTER, container: "migrate", subnets: ["subnet-1", "subnet-2"], startedBy: "release-gate" },
    ]);
  });

  it("uses CloudFormation's request id as token, so that a repeated invocation starts nothing twice", async () => {
    const jobs = new FakeJobs();
    await run(aRequest(), jobs);
    await run(aRequest(), jobs);
    expect(new Set(jobs.started.map(({ clientToken }) => clientToken))).toEqual(new Set([aRequest().RequestId]));
  });

  it("answers SUCCESS to the request that started it once the job has ended with 0", async () => {
    const answers = await run(aRequest(), ended(0), true);
    expect(answers.sent).toMatchObject([
      {
        status: "SUCCESS",
        responseUrl: aRequest().ResponseURL,
        requestId: aRequest().RequestId,
        stackId: aRequest().StackId,
        logicalResourceId: "migrateGate",
        physicalResourceId: "release-gate/llm-proxy-prod-migrate",
      },
    ]);
  });

  it("answers FAILED with the exit code, ECS's reason and where the log is", async () => {
    const answers = await run(aRequest(), ended(3), true);
    expect(answers.sent[0]?.status).toBe("FAILED");
    expect(answers.sent[0]?.reason).toContain("exit code 3 (Essential container in task exited)");
    expect(answers.sent[0]?.reason).toContain("group /llm-proxy/prod/migrate, stream migrate/migrate/0123abcd");
  });

  it("says that the job never started when its image could not be pulled", async () => {
    const answers = await run(aRequest(), ended(null, "CannotPullContainerError: not found"), true);
    expect(answers.sent).toMatchObject([
      { status: "FAILED", reason: 'The job "migrate" never started: CannotPullContainerError: not found.' },
    ]);
  });

  it("gives the task's own reason when ECS tells of no container at all", async () => {
    const jobs = new FakeJobs({ stopped: { stoppedReason: "ResourceInitializationError: no secret" } });
    const answers = await run(aRequest(), jobs, true);
    expect(answers.sent[0]?.reason).toContain("ResourceInitializationError: no secret");
  });

  it.each([
    ["UserInitiated", "The job took longer than 900 seconds"],
    ["TerminationNotice", "Your Fargate task is retired"],
  ])(
    "answers FAILED when the job was stopped (%s), though it exited with 0 on SIGTERM",
    async (stopCode, stoppedReason) => {
      const containers = [{ name: "migrate", exitCode: 0, reason: null }];
      const answers = await run(aRequest(), new FakeJobs({ stopped: { stoppedReason, stopCode, containers } }), true);
      expect(answers.sent[0]?.status).toBe("FAILED");
      expect(answers.sent[0]?.reason).toContain(`was stopped before its end, with exit code 0 (${stoppedReason})`);
    },
  );

  it.each([
    Object.assign(new Error("is not authorized to perform: iam:PassRole"), { name: "AccessDeniedException" }),
    Object.assign(new Error("ECS was unable to assume the role 'arn:aws:iam::1:role/x'"), { name: "ClientException" }),
  ])("starts the job again while IAM has not caught up with the stack: $message", async (refusal) => {
    const jobs = new FakeJobs({ refusal, refusals: 2 });
    const answers = await run(aRequest(), jobs);
    expect(answers.sent).toEqual([]);
    expect(pauses).toEqual([2000, 4000]);
    expect(new Set(jobs.started.map(({ clientToken }) => clientToken)).size).toBe(1);
  });

  it("answers FAILED when IAM refuses for good, within the function's minute", async () => {
    const refusal = Object.assign(new Error("is not authorized"), { name: "AccessDeniedException" });
    const answers = await run(aRequest(), new FakeJobs({ refusal }));
    expect(answers.sent).toMatchObject([
      { status: "FAILED", reason: "The job could not be started: is not authorized" },
    ]);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(45_000);
  });

  it("answers FAILED at once when the task can't be started", async () => {
    const jobs = new FakeJobs({ refusal: new Fault("TaskNotStarted", "Capacity is unavailable at this time") });
    const answers = await run(aRequest(), jobs);
    expect(answers.sent).toMatchObject([
      { status: "FAILED", reason: "The job could not be started: Capacity is unavailable at this time" },
    ]);
    expect(pauses).toEqual([]);
  });

  it("answers a deletion at once and runs nothing", async () => {
    const jobs = new FakeJobs();
    const answers = await run(aRequest({ RequestType: "Delete", PhysicalResourceId: "release-gate/x" }), jobs);
    expect(jobs.started).toEqual([]);
    expect(answers.sent).toMatchObject([{ status: "SUCCESS", physicalResourceId: "release-gate/x" }]);
  });

  it("runs the job when an update brings a newer revision, under the same physical id", async () => {
    const jobs = ended(0);
    const answers = await run(anUpdate(7, 8), jobs, true);
    expect(jobs.started).toHaveLength(1);
    expect(answers.sent).toMatchObject([{ physicalResourceId: "release-gate/llm-proxy-prod-migrate" }]);
  });

  it("does not run the old migration when the stack rolls back", async () => {
    const jobs = new FakeJobs();
    const answers = await run(anUpdate(8, 7), jobs);
    expect(jobs.started).toEqual([]);
    expect(answers.sent).toMatchObject([{ status: "SUCCESS" }]);
  });

  it("runs nothing when only the network of the job has changed", async () => {
    const jobs = new FakeJobs();
    await run(anUpdate(7, 7), jobs);
    expect(jobs.started).toEqual([]);
  });

  it("runs the job of another family, whatever its revision", async () => {
    const jobs = new FakeJobs();
    const renamed = { ...propertiesAt(1), TaskDefinition: "arn:aws:ecs:us-east-1:1:task-definition/other:1" };
    await run({ ...anUpdate(7, 8), ResourceProperties: renamed }, jobs);
    expect(jobs.started).toHaveLength(1);
  });

  it("stays silent about tasks that ECS has forgotten or that carry no address", async () => {
    const forgotten = await run(aRequest(), new FakeJobs({ stopped: null }), true);
    const foreign = await run(aRequest(), new FakeJobs({ stopped: { environment: { PATH: "/bin" } } }), true);
    expect([...forgotten.sent, ...foreign.sent]).toEqual([]);
  });
});

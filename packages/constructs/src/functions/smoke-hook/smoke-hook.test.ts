import { describe, expect, it } from "vitest";
import type { JobRun } from "../release-gate/job-run.js";
import type { JobRunner } from "../release-gate/release-gate.js";
import type { StoppedTask } from "../release-gate/stopped-task.js";
import { createSmokeHook } from "./smoke-hook.js";
import { parseSettings } from "./settings.js";

const DEPLOYMENT = "arn:aws:ecs:us-east-1:111122223333:service-deployment/llm-proxy-prod/proxy/r9i43YFjvgF";
const TASK = "arn:aws:ecs:us-east-1:111122223333:task/llm-proxy-prod/0123abcd";

const settings = parseSettings({
  CLUSTER: "llm-proxy-prod",
  TASK_DEFINITION: "llm-proxy-prod-smoke",
  CONTAINER: "smoke",
  SUBNETS: "subnet-1,subnet-2",
  SECURITY_GROUPS: "sg-1",
  ASSIGN_PUBLIC_IP: "DISABLED",
  LOG_GROUP: "/llm-proxy/prod/smoke",
  URL: "https://llm.example.com",
  HEADER_NAME: "X-Release-Test",
  HEADER_SOURCE: "llm-proxy/prod/ingress/test",
  HEADER_END: "-proxy",
});

const aTask = (change: Partial<StoppedTask> = {}, exitCode: number | null = 0): StoppedTask => ({
  taskArn: TASK,
  lastStatus: "STOPPED",
  stoppedReason: "Essential container in task exited",
  stopCode: "EssentialContainerExited",
  containers: [{ name: "smoke", exitCode, reason: null }],
  environment: {},
  ...change,
});

/** A hook over an ECS that knows the task, or refuses to start one. */
function aHook(task: StoppedTask | null, refusal: Error | null = null) {
  const runs: JobRun[] = [];
  const lines: string[] = [];
  const jobs: JobRunner = {
    start: (run) => {
      runs.push(run);
      return refusal === null ? Promise.resolve(TASK) : Promise.reject(refusal);
    },
    find: () => Promise.resolve(task),
  };
  const ports = { jobs, readHeaderSecret: () => Promise.resolve("s3cret"), write: (line: string) => lines.push(line) };
  return { hook: createSmokeHook(settings, ports), runs, lines };
}

const laterCall = { resourceArn: DEPLOYMENT, hookDetails: { taskArn: TASK } };

describe("the smoke hook", () => {
  it("starts the job with the way to the new revision, and asks to be called again", async () => {
    const { hook, runs } = aHook(null);
    expect(await hook({ resourceArn: DEPLOYMENT })).toEqual({
      hookStatus: "IN_PROGRESS",
      callBackDelay: 15,
      hookDetails: { taskArn: TASK },
    });
    expect(runs).toMatchObject([
      {
        taskDefinition: "llm-proxy-prod-smoke",
        subnets: ["subnet-1", "subnet-2"],
        environment: {
          SMOKE_URL: "https://llm.example.com",
          SMOKE_HEADER_NAME: "X-Release-Test",
          SMOKE_HEADER_VALUE: "s3cret-proxy",
        },
      },
    ]);
  });

  it("starts one task for a deployment, however often the first call comes", async () => {
    const { hook, runs } = aHook(null);
    await hook({ resourceArn: DEPLOYMENT });
    await hook({ resourceArn: DEPLOYMENT });
    await hook({ resourceArn: `${DEPLOYMENT}2` });
    const tokens = runs.map(({ clientToken }) => clientToken);
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[2]).not.toBe(tokens[0]);
    expect(tokens[0]).toHaveLength(64);
  });

  it("waits while the job runs", async () => {
    const { hook } = aHook(aTask({ lastStatus: "RUNNING", stopCode: null }, null));
    expect(await hook(laterCall)).toMatchObject({ hookStatus: "IN_PROGRESS", hookDetails: { taskArn: TASK } });
  });

  it("lets traffic through when the job has ended with 0", async () => {
    const { hook, lines } = aHook(aTask());
    expect(await hook(laterCall)).toEqual({ hookStatus: "SUCCEEDED" });
    expect(lines).toEqual(['The job "smoke" ended well.']);
  });

  it.each<[string, StoppedTask | null, RegExp]>([
    ["ended with another code", aTask({}, 1), /ended with exit code 1 .* \/llm-proxy\/prod\/smoke/u],
    ["was stopped from outside", aTask({ stopCode: "UserInitiated" }), /was stopped before its end/u],
    ["never started", aTask({ stoppedReason: "CannotPullContainerError" }, null), /never started: CannotPull/u],
    ["is forgotten", null, /no longer knows the task/u],
  ])("rolls the release back, and says why, when the job %s", async (_case, task, reason) => {
    const { hook, lines } = aHook(task);
    expect(await hook(laterCall)).toEqual({ hookStatus: "FAILED" });
    expect(lines.join()).toMatch(reason);
  });

  it("rolls the release back when the job can't be started, and tells no secret", async () => {
    const { hook, lines } = aHook(null, new Error("AccessDeniedException"));
    expect(await hook({ resourceArn: DEPLOYMENT })).toEqual({ hookStatus: "FAILED" });
    expect(lines).toEqual(["The job could not be started: AccessDeniedException"]);
  });
});

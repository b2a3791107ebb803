import { createHash } from "node:crypto";
import type { JobRun } from "../release-gate/job-run.js";
import type { JobRunner } from "../release-gate/release-gate.js";
import { endedByItself, type StoppedTask } from "../release-gate/stopped-task.js";
import type { Settings } from "./settings.js";

/**
 * What ECS calls a life-cycle hook with, as far as this one reads it. What the hook gave back as `hookDetails` comes with the next call
 * of the same deployment (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html, 2026-11).
 */
export interface HookEvent {
  /** ARN of the service deployment. */
  readonly resourceArn: string;
  readonly hookDetails?: { readonly taskArn?: string };
}

/** What ECS makes of it: goes on, rolls back, or asks again after `callBackDelay` seconds. */
export type HookAnswer =
  | { readonly hookStatus: "SUCCEEDED" | "FAILED" }
  | {
      readonly hookStatus: "IN_PROGRESS";
      readonly callBackDelay: number;
      readonly hookDetails: { readonly taskArn: string };
    };

/** The outside, as far as the hook needs it. */
export interface SmokePorts {
  readonly jobs: JobRunner;
  /** The beginning of the header's value. */
  readonly readHeaderSecret: () => Promise<string>;
  /** One line for the function's log, which tells why a release was rolled back. */
  readonly write: (line: string) => void;
}

/** A smoke job takes seconds to minutes; ECS's own delay is 30 seconds. */
const ASK_AGAIN_SECONDS = 15;

/** Marks the hook's tasks among all of the cluster's (`RunTask`: up to 128 characters). */
const STARTED_BY_HOOK = "smoke-hook";

/** Starts the job at the first call of a deployment, and tells at later ones how it has ended. */
export function createSmokeHook(settings: Settings, { jobs, readHeaderSecret, write }: SmokePorts) {
  const start = async (deploymentArn: string): Promise<HookAnswer> => {
    try {
      const headerValue = `${await readHeaderSecret()}${settings.headerEnd}`;
      return inProgress(await jobs.start(smokeRun(settings, deploymentArn, headerValue)));
    } catch (error) {
      write(`The job could not be started: ${error instanceof Error ? error.message : String(error)}`);
      return { hookStatus: "FAILED" };
    }
  };
  return async ({ resourceArn, hookDetails }: HookEvent): Promise<HookAnswer> => {
    const taskArn = hookDetails?.taskArn;
    if (taskArn === undefined) return start(resourceArn);
    const task = await jobs.find(settings.cluster, taskArn);
    if (task === null) {
      write(`ECS no longer knows the task ${taskArn}.`);
      return { hookStatus: "FAILED" };
    }
    const verdict = judge(task, settings);
    if (verdict === null) return inProgress(taskArn);
    write(verdict.says);
    return { hookStatus: verdict.hookStatus };
  };
}

const inProgress = (taskArn: string): HookAnswer => ({
  hookStatus: "IN_PROGRESS",
  callBackDelay: ASK_AGAIN_SECONDS,
  hookDetails: { taskArn },
});

/** The deployment's ARN is the idempotency token: a call that is repeated starts no second task. */
const smokeRun = (settings: Settings, deploymentArn: string, headerValue: string): JobRun => ({
  cluster: settings.cluster,
  taskDefinition: settings.taskDefinition,
  container: settings.container,
  subnets: settings.subnets,
  securityGroups: settings.securityGroups,
  assignPublicIp: settings.assignPublicIp,
  clientToken: createHash("sha256").update(deploymentArn).digest("hex"),
  startedBy: STARTED_BY_HOOK,
  environment: {
    SMOKE_URL: settings.url,
    SMOKE_HEADER_NAME: settings.headerName,
    SMOKE_HEADER_VALUE: headerValue,
  },
});

interface Verdict {
  readonly hookStatus: "SUCCEEDED" | "FAILED";
  readonly says: string;
}

/** `null`: it is still running. */
function judge(task: StoppedTask, { container, logGroup }: Settings): Verdict | null {
  const judged = task.containers.find(({ name }) => name === container);
  if (task.lastStatus !== "STOPPED") return null;
  const stopped = task.stoppedReason ?? "ECS gave no reason";
  if (judged === undefined || judged.exitCode === null) {
    return { hookStatus: "FAILED", says: `The job "${container}" never started: ${judged?.reason ?? stopped}.` };
  }
  if (judged.exitCode === 0 && endedByItself(task)) {
    return { hookStatus: "SUCCEEDED", says: `The job "${container}" ended well.` };
  }
  const how = endedByItself(task) ? "ended" : "was stopped before its end,";
  return {
    hookStatus: "FAILED",
    says: `The job "${container}" ${how} with exit code ${judged.exitCode} (${stopped}); the release is rolled back. Its log: group ${logGroup}.`,
  };
}

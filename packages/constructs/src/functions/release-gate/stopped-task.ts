import type { GateAnswer } from "./gate-answer.js";
import type { CarriedReply } from "./job-run.js";

/** A task, as far as the gate looks into it when it has ended. */
export interface StoppedTask {
  readonly taskArn: string;
  /** ECS's word for where it is in its life, e.g. `RUNNING` or `STOPPED`. */
  readonly lastStatus: string | null;
  /** ECS's own words, e.g. `Essential container in task exited`. */
  readonly stoppedReason: string | null;
  /** ECS's word for who ended it, e.g. `EssentialContainerExited`, `UserInitiated`, `TerminationNotice`. */
  readonly stopCode: string | null;
  readonly containers: readonly StoppedContainer[];
  /** Variables of the container overrides. */
  readonly environment: Readonly<Record<string, string>>;
}

interface StoppedContainer {
  readonly name: string;
  /** `null`: it never started. */
  readonly exitCode: number | null;
  /** For example `CannotPullContainerError: …`. */
  readonly reason: string | null;
}

/**
 * A task that ended by itself. One that was stopped from outside (the job's timeout, a person, Fargate's maintenance) may still
 * exit with 0 because it heeds SIGTERM, and is not done all the same.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html#ECS-Type-Task-stopCode (2026-11)
 */
export const endedByItself = ({ stopCode }: StoppedTask): boolean =>
  stopCode === null || stopCode === "EssentialContainerExited";

/** The job's exit code is the answer; everything else says why there is no good one. */
export function judgeTask(task: StoppedTask, { container, logGroup }: CarriedReply): GateAnswer {
  const judged = task.containers.find(({ name }) => name === container);
  const stopped = task.stoppedReason ?? "ECS gave no reason";
  if (judged === undefined || judged.exitCode === null) {
    const why = judged?.reason ?? stopped;
    return { status: "FAILED", reason: `The job "${container}" never started: ${why}.` };
  }
  const { exitCode } = judged;
  if (exitCode === 0 && endedByItself(task)) {
    return { status: "SUCCESS", reason: `The job "${container}" ended well.` };
  }
  const how = endedByItself(task) ? "ended" : "was stopped before its end,";
  return {
    status: "FAILED",
    reason:
      `The job "${container}" ${how} with exit code ${exitCode} (${stopped}). The services were not changed. ` +
      `Its log: group ${logGroup}, stream ${container}/${container}/${taskIdOf(task.taskArn)}.`,
  };
}

const taskIdOf = (taskArn: string): string => taskArn.slice(taskArn.lastIndexOf("/") + 1);

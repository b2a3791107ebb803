import type { GateAnswer } from "./gate-answer.js";
import type { CarriedReply } from "./job-run.js";

/** A task that has ended, as far as the gate looks into it. */
export interface StoppedTask {
  readonly taskArn: string;
  /** ECS's own words, e.g. `Essential container in task exited`. */
  readonly stoppedReason: string | null;
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

/** The job's exit code is the answer; everything else says why there is no good one. */
export function judgeTask(task: StoppedTask, { container, logGroup }: CarriedReply): GateAnswer {
  const judged = task.containers.find(({ name }) => name === container);
  if (judged?.exitCode === 0) return { status: "SUCCESS", reason: `The job "${container}" ended well.` };
  const stopped = task.stoppedReason ?? "ECS gave no reason";
  if (judged === undefined || judged.exitCode === null) {
    const why = judged?.reason ?? stopped;
    return { status: "FAILED", reason: `The job "${container}" never started: ${why}.` };
  }
  return {
    status: "FAILED",
    reason:
      `The job "${container}" ended with exit code ${judged.exitCode} (${stopped}). The services were not changed. ` +
      `Its log: group ${logGroup}, stream ${container}/${container}/${taskIdOf(task.taskArn)}.`,
  };
}

const taskIdOf = (taskArn: string): string => taskArn.slice(taskArn.lastIndexOf("/") + 1);

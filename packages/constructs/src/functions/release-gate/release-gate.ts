import { decideOnRequest } from "./decide-on-request.js";
import type { GateAnswer, ReplyAddress } from "./gate-answer.js";
import type { GateRequest } from "./gate-request.js";
import { carriedReply, type JobRun, jobRunOf, replyAddressOf } from "./job-run.js";
import { type Pause, startPatiently } from "./start-patiently.js";
import { judgeTask, type StoppedTask } from "./stopped-task.js";

/** ECS, as far as the gate needs it. */
export interface JobRunner {
  /** Gives the task's ARN. Rejects when the task can't be started. */
  start(run: JobRun): Promise<string>;
  /** `null`: ECS no longer knows the task (it forgets after an hour). */
  find(cluster: string, taskArn: string): Promise<StoppedTask | null>;
}

/** CloudFormation's ear. Rejects when the answer did not get through, so that the invocation is repeated. */
export interface StackAnswers {
  send(to: ReplyAddress, answer: GateAnswer): Promise<void>;
}

/** EventBridge's "ECS Task State Change", as far as the gate reads it. */
interface TaskStopped {
  readonly "detail-type": string;
  readonly detail: { readonly clusterArn: string; readonly taskArn: string };
}

export type GateEvent = GateRequest | TaskStopped;

/** Starts the job when CloudFormation asks, and answers CloudFormation when the job has ended. */
export function createReleaseGate(jobs: JobRunner, answers: StackAnswers, pause: Pause) {
  return async function releaseGate(event: GateEvent): Promise<void> {
    if ("detail-type" in event) await answerFor(event, jobs, answers);
    else await open(event, (run) => startPatiently(jobs, run, pause), answers);
  };
}

async function open(request: GateRequest, start: JobRunner["start"], answers: StackAnswers): Promise<void> {
  const decision = decideOnRequest(request);
  switch (decision.kind) {
    case "answer":
      await answers.send(replyAddressOf(request), decision.answer);
      return;
    case "run":
      try {
        await start(jobRunOf(request));
      } catch (error) {
        const reason = `The job could not be started: ${error instanceof Error ? error.message : String(error)}`;
        await answers.send(replyAddressOf(request), { status: "FAILED", reason });
      }
  }
}

async function answerFor({ detail }: TaskStopped, jobs: JobRunner, answers: StackAnswers): Promise<void> {
  const task = await jobs.find(detail.clusterArn, detail.taskArn);
  const carried = task === null ? null : carriedReply(task.environment);
  // Without an address there is no one to answer; CloudFormation's own timeout for the resource ends the wait.
  if (task === null || carried === null) return;
  await answers.send(carried.to, judgeTask(task, carried));
}

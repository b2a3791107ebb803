import { type JsonRecord, listOf, recordOf, textOf } from "../../json/json-value.js";
import type { EmulatedApi } from "../api/emulated-api.js";
import { ecs, logs } from "../resources/calls.js";
import { digitsOf } from "../resources/made-up.js";
import type { JobEnd } from "../scenario/emulated-world.js";

/** A task that ends by itself. */
export interface JobTask {
  readonly arn: string;
  readonly clusterArn: string;
  readonly taskDefinition: string;
  readonly group: string;
  readonly startedBy: string;
  readonly startedMs: number;
  readonly container: string;
  readonly end: JobEnd;
  stoppedMs: number | null;
  stoppedReason: string;
}

/** What a task is run with. */
export interface JobStart {
  readonly clusterArn: string;
  readonly taskDefinition: string;
  readonly startedBy: string;
}

/** Tasks of jobs, whose ends are told beforehand. */
export class JobTasks {
  private readonly tasks = new Map<string, JobTask>();
  private readonly job: (family: string) => JobEnd;
  private readonly nowMs: () => number;

  constructor(job: (family: string) => JobEnd, nowMs: () => number) {
    this.job = job;
    this.nowMs = nowMs;
  }

  find(arnOrId: string): JobTask | undefined {
    return this.tasks.get(arnOrId) ?? [...this.tasks.values()].find((task) => task.arn.endsWith(`/${arnOrId}`));
  }

  all(): readonly JobTask[] {
    return [...this.tasks.values()];
  }

  /** Starts one, and writes what it will have written into its log group, when there is one. */
  async start({ clusterArn, taskDefinition, startedBy }: JobStart, api: EmulatedApi): Promise<JobTask> {
    const answer = await ecs(api, "DescribeTaskDefinition", { taskDefinition });
    const definition = recordOf(answer["taskDefinition"]);
    const family = textOf(definition["family"]);
    const id = digitsOf(`${taskDefinition} ${this.tasks.size}`, 32);
    const container = recordOf(listOf(definition["containerDefinitions"])[0]);
    const task: JobTask = {
      arn: `${clusterArn.replace(":cluster/", ":task/")}/${id}`,
      clusterArn,
      taskDefinition: textOf(definition["taskDefinitionArn"]),
      group: `family:${family}`,
      startedBy,
      startedMs: this.nowMs(),
      container: textOf(container["name"]),
      end: this.job(family),
      stoppedMs: null,
      stoppedReason: "Essential container in task exited",
    };
    this.tasks.set(task.arn, task);
    await this.write(task, container, api);
    return task;
  }

  stop(task: JobTask, reason: string): void {
    if (this.isStopped(task)) return;
    task.stoppedMs = this.nowMs();
    task.stoppedReason = reason === "" ? "Task stopped by user" : reason;
  }

  /** ECS's words for a task. */
  describe(task: JobTask): JsonRecord {
    const stopped = this.isStopped(task);
    const endMs = task.stoppedMs ?? task.startedMs + task.end.seconds * 1000;
    const times: JsonRecord = stopped ? { stoppingAt: endMs / 1000, stoppedAt: endMs / 1000 } : {};
    const exit: JsonRecord = stopped ? { exitCode: task.stoppedMs === null ? task.end.exitCode : 137 } : {};
    const reasons: JsonRecord = stopped
      ? { stopCode: "EssentialContainerExited", stoppedReason: task.stoppedReason }
      : {};
    return {
      taskArn: task.arn,
      clusterArn: task.clusterArn,
      taskDefinitionArn: task.taskDefinition,
      group: task.group,
      startedBy: task.startedBy,
      lastStatus: stopped ? "STOPPED" : "RUNNING",
      desiredStatus: stopped ? "STOPPED" : "RUNNING",
      launchType: "FARGATE",
      createdAt: task.startedMs / 1000,
      startedAt: task.startedMs / 1000,
      ...times,
      ...reasons,
      containers: [
        {
          name: task.container,
          taskArn: task.arn,
          lastStatus: stopped ? "STOPPED" : "RUNNING",
          ...exit,
        },
      ],
    };
  }

  private isStopped(task: JobTask): boolean {
    return task.stoppedMs !== null || this.nowMs() >= task.startedMs + task.end.seconds * 1000;
  }

  private async write(task: JobTask, container: JsonRecord, api: EmulatedApi): Promise<void> {
    const options = recordOf(recordOf(container["logConfiguration"])["options"]);
    const logGroupName = textOf(options["awslogs-group"]);
    if (logGroupName === "" || task.end.lines.length === 0) return;
    const id = task.arn.slice(task.arn.lastIndexOf("/") + 1);
    const logStreamName = `${textOf(options["awslogs-stream-prefix"])}/${task.container}/${id}`;
    const logEvents = task.end.lines.map((message, index) => ({ timestamp: task.startedMs + index, message }));
    await logs(api, "CreateLogStream", { logGroupName, logStreamName });
    await logs(api, "PutLogEvents", { logGroupName, logStreamName, logEvents });
  }
}

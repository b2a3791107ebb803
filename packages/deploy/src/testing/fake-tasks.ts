import { UserError } from "@fairlead/errors";
import type { Clock } from "../clock/clock.js";
import {
  type EcsTask,
  type ExecRequest,
  type ExecSession,
  type TaskContainerState,
  type TaskFilter,
  taskId,
  type Tasks,
  type TaskStart,
} from "../tasks/tasks.js";

/** How a task that is started goes on, in seconds from its start. */
export interface TaskCourse {
  readonly startsAfter: number;
  /** `null`: it runs until it is stopped. */
  readonly stopsAfter: number | null;
  readonly exitCode: number | null;
  readonly stopCode: string;
  readonly stoppedReason: string;
}

export const aContainerState = (change: Partial<TaskContainerState> = {}): TaskContainerState => ({
  name: "proxy",
  lastStatus: "RUNNING",
  exitCode: null,
  reason: null,
  health: "HEALTHY",
  runtimeId: "0af3-527074092",
  imageDigest: `sha256:${"ab".repeat(32)}`,
  execAgent: "RUNNING",
  ...change,
});

export const anEcsTask = (change: Partial<EcsTask> = {}): EcsTask => ({
  arn: "arn:aws:ecs:us-east-1:111122223333:task/llm-proxy-prod/0af3c2e1",
  taskDefinition: "arn:aws:ecs:us-east-1:111122223333:task-definition/llm-proxy-prod-proxy:42",
  group: "service:proxy",
  lastStatus: "RUNNING",
  stopCode: null,
  stoppedReason: null,
  health: "HEALTHY",
  zone: "us-east-1a",
  hasExec: true,
  createdMs: 0,
  startedMs: 0,
  stoppedMs: null,
  containers: [aContainerState()],
  ...change,
});

const NO_COURSE: TaskCourse = {
  startsAfter: 10,
  stopsAfter: 30,
  exitCode: 0,
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
};

/** Of a task that never begins, because its image isn't there. */
export const IMAGE_MISSING: TaskCourse = {
  startsAfter: 100,
  stopsAfter: 20,
  exitCode: null,
  stopCode: "TaskFailedToStart",
  stoppedReason: "CannotPullContainerError: manifest unknown",
};

/** Tasks in memory, which start and stop by the clock as their courses say. */
export class FakeTasks implements Tasks {
  readonly started: TaskStart[] = [];
  readonly executed: ExecRequest[] = [];
  readonly stopped: { readonly arn: string; readonly reason: string }[] = [];
  course: TaskCourse = NO_COURSE;
  readonly #clock: Clock;
  readonly #tasks = new Map<string, { readonly at: (nowMs: number) => EcsTask }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A task that is as it is. */
  add(task: EcsTask): void {
    this.#tasks.set(task.arn, { at: () => task });
  }

  run(start: TaskStart): Promise<EcsTask> {
    this.started.push(start);
    const arn = `arn:aws:ecs:us-east-1:111122223333:task/${start.cluster}/run${this.started.length}`;
    const createdMs = this.#clock.nowMs();
    const { course } = this;
    this.#tasks.set(arn, { at: (nowMs) => this.#courseAt(arn, start, { course, createdMs, nowMs }) });
    return Promise.resolve(this.#now(arn));
  }

  list({ cluster, of, state }: TaskFilter): Promise<readonly string[]> {
    const group = "service" in of ? `service:${of.service}` : `family:${of.family}`;
    const found = [...this.#tasks.keys()]
      .map((arn) => this.#now(arn))
      .filter((task) => task.group === group && task.arn.includes(`/${cluster}/`))
      .filter(({ lastStatus }) => (lastStatus === "STOPPED") === (state === "STOPPED"));
    return Promise.resolve(found.map(({ arn }) => arn));
  }

  describe(_cluster: string, arns: readonly string[]): Promise<readonly EcsTask[]> {
    return Promise.resolve(arns.filter((arn) => this.#tasks.has(arn)).map((arn) => this.#now(arn)));
  }

  stop(_cluster: string, arn: string, reason: string): Promise<void> {
    this.stopped.push({ arn, reason });
    const task = this.#now(arn);
    const stoppedMs = this.#clock.nowMs();
    this.add({
      ...task,
      lastStatus: "STOPPED",
      stopCode: "UserInitiated",
      stoppedReason: reason,
      stoppedMs,
      containers: task.containers.map((container) => ({ ...container, lastStatus: "STOPPED", exitCode: 143 })),
    });
    return Promise.resolve();
  }

  execute(request: ExecRequest): Promise<ExecSession> {
    this.executed.push(request);
    return Promise.resolve({
      sessionId: "ecs-execute-command-1",
      streamUrl: "wss://ssmmessages",
      tokenValue: "hidden",
    });
  }

  #now(arn: string): EcsTask {
    const task = this.#tasks.get(arn);
    if (task === undefined)
      throw UserError.of("AwsNotFound", { message: `There is no task ${taskId(arn)}.`, fix: "Look." });
    return task.at(this.#clock.nowMs());
  }

  #courseAt(
    arn: string,
    start: TaskStart,
    { course, createdMs, nowMs }: { course: TaskCourse; createdMs: number; nowMs: number },
  ): EcsTask {
    const seconds = (nowMs - createdMs) / 1000;
    const hasStopped = course.stopsAfter !== null && seconds >= course.stopsAfter;
    const status = hasStopped ? "STOPPED" : seconds >= course.startsAfter ? "RUNNING" : "PENDING";
    const family = start.taskDefinition.replace(/:\d+$/u, "");
    const name = start.command?.container ?? family.slice(start.cluster.length + 1);
    return anEcsTask({
      arn,
      taskDefinition: `arn:aws:ecs:us-east-1:111122223333:task-definition/${family}:7`,
      group: `family:${family}`,
      lastStatus: status,
      stopCode: hasStopped ? course.stopCode : null,
      stoppedReason: hasStopped ? course.stoppedReason : null,
      createdMs,
      startedMs: status === "PENDING" ? null : createdMs + course.startsAfter * 1000,
      stoppedMs: hasStopped ? createdMs + course.stopsAfter * 1000 : null,
      containers: [aContainerState({ name, lastStatus: status, exitCode: hasStopped ? course.exitCode : null })],
    });
  }
}

import { isUserError } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { TaskDefinition } from "../services/task-definition.js";
import { type EcsTask, taskId } from "../tasks/tasks.js";
import { explainTask, hasFailed } from "../why/explain-task.js";
import { lastLines } from "./last-lines.js";

/** What is needed to tell why tasks fail; a watch without them says only that they do. */
export type FailedTaskPorts = Pick<DeployPorts, "logs" | "services" | "tasks">;

/** Of a service that fails again and again all tasks say the same. */
const MOST_TASKS = 3;

/** As much as one takes in beside a list of services; `fairlead why` and `fairlead logs` have the rest. */
const LINES = 10;

/** Tells, once for each task that fails during a watch, why ECS says that it did, and the last lines that it wrote. */
export class FailedTaskTeller {
  readonly #cluster: string;
  readonly #ports: FailedTaskPorts;
  readonly #report: Report;
  readonly #sinceMs: number;
  /** Ids of the tasks that were told, by service. */
  readonly #told = new Map<string, ReadonlySet<string>>();

  constructor(cluster: string, ports: FailedTaskPorts, report: Report, sinceMs: number) {
    this.#cluster = cluster;
    this.#ports = ports;
    this.#report = report;
    this.#sinceMs = sinceMs;
  }

  /** A read that fails is left: what is told here is known without it, and the watch goes on. */
  async tell(service: string): Promise<void> {
    const told = this.#told.get(service) ?? new Set();
    if (told.size >= MOST_TASKS) return;
    try {
      const arns = await this.#ports.tasks.list({ cluster: this.#cluster, of: { service }, state: "STOPPED" });
      const tasks = await this.#ports.tasks.describe(this.#cluster, arns);
      const failed = tasks
        .filter((task) => hasFailed(task) && (task.stoppedMs ?? 0) >= this.#sinceMs && !told.has(taskId(task.arn)))
        .toSorted((one, other) => (one.stoppedMs ?? 0) - (other.stoppedMs ?? 0))
        .slice(0, MOST_TASKS - told.size);
      this.#told.set(service, new Set([...told, ...failed.map(({ arn }) => taskId(arn))]));
      for (const task of failed) await this.#tellTask(service, task);
    } catch (error) {
      if (!isUserError(error)) throw error;
    }
  }

  async #tellTask(service: string, task: EcsTask): Promise<void> {
    const say = (line: string): void => {
      this.#report({ type: "log", from: service, task: taskId(task.arn), line });
    };
    say(explainTask(task, `services.${service}`).message);
    const definition = await this.#ports.services.taskDefinition(task.taskDefinition);
    for (const line of await this.#lines(task, definition)) say(line);
  }

  /** Of all containers that write to CloudWatch, side by side in the order of time. */
  async #lines(task: EcsTask, definition: TaskDefinition | null): Promise<readonly string[]> {
    const streams = (definition?.containers ?? []).flatMap(({ name, logGroup, logStreamPrefix }) =>
      logGroup === null || logStreamPrefix === null
        ? []
        : [{ group: logGroup, stream: `${logStreamPrefix}/${name}/${taskId(task.arn)}` }],
    );
    const fromMs = task.createdMs ?? this.#sinceMs;
    return lastLines(streams, { fromMs, count: LINES }, this.#ports.logs);
  }
}

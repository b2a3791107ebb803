import { clusterName, environmentPath, environmentPrefix } from "@fairlead/constructs";
import { isUserError, type Problem } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { readLogs, type ToldLine } from "../logs/read-logs.js";
import type { TaskDefinition } from "../services/task-definition.js";
import { taskDefinitionName } from "../services/task-definition.js";
import { type EcsTask, taskId } from "../tasks/tasks.js";
import { explainTask, hasFailed } from "./explain-task.js";

/** Why tasks of one part failed. */
export interface PartFailure {
  /** Name in the description. */
  readonly part: string;
  readonly kind: "service" | "job";
  /** One for each way in which tasks failed, the latest first. */
  readonly failures: readonly TaskFailure[];
  /** The youngest of ECS's messages about the service; empty for a job. */
  readonly events: readonly string[];
  /** What the failed tasks ran that the service's others don't, as full sentences. */
  readonly changes: readonly string[];
}

export interface TaskFailure {
  readonly problem: Problem;
  readonly task: string;
  /** `llm-proxy-prod-proxy:42` */
  readonly taskDefinition: string;
  readonly stoppedMs: number | null;
  /** How many tasks failed in this way. */
  readonly times: number;
  /** The last that the task wrote. */
  readonly lines: readonly string[];
}

type WhyPorts = Pick<DeployPorts, "clock" | "logs" | "services" | "tasks">;

const LAST_LINES = 12;
const MOST_FAILURES = 3;
const EVENTS = 3;

async function lastLines(task: EcsTask, part: string, app: ResolvedApp, ports: WhyPorts): Promise<readonly string[]> {
  const lines: ToldLine[] = [];
  const request = {
    groups: [{ part, group: `/${environmentPath(app, part)}` }],
    fromMs: task.createdMs ?? task.stoppedMs ?? 0,
    untilMs: null,
    filter: null,
    container: null,
    tasks: [taskId(task.arn)],
    limit: LAST_LINES,
    isFollowed: false,
  };
  const reader = {
    tell: (line: ToldLine) => void lines.push(line),
    warn: () => undefined,
  };
  try {
    await readLogs(request, ports, reader, new AbortController().signal);
  } catch (error) {
    // Without a log there is still a reason.
    if (!isUserError(error)) throw error;
  }
  return lines.map(({ container, text }) => (container === part ? text : `${container}: ${text}`));
}

/** What one task definition has that the other hasn't. */
function differences(failed: TaskDefinition, serving: TaskDefinition): readonly string[] {
  return failed.containers.flatMap(({ name, image }) => {
    const before = serving.containers.find((container) => container.name === name);
    if (before === undefined) return [`Container ${name} is new.`];
    return before.image === image ? [] : [`Container ${name} ran ${image}; what serves runs ${before.image}.`];
  });
}

async function changesOf(
  failed: EcsTask,
  service: string,
  app: ResolvedApp,
  ports: WhyPorts,
): Promise<readonly string[]> {
  const cluster = clusterName(app);
  const arns = await ports.tasks.list({ cluster, of: { service }, state: "RUNNING" });
  const running = await ports.tasks.describe(cluster, arns);
  const serving = running.find(({ taskDefinition }) => taskDefinition !== failed.taskDefinition);
  if (serving === undefined) {
    return running.length === 0 ? ["No task of it runs."] : ["Tasks of the same revision run now."];
  }
  const [mine, theirs] = await Promise.all([
    ports.services.taskDefinition(failed.taskDefinition),
    ports.services.taskDefinition(serving.taskDefinition),
  ]);
  const names = `${taskDefinitionName(failed.taskDefinition)} failed, ${taskDefinitionName(serving.taskDefinition)} serves.`;
  if (mine === null || theirs === null) return [names];
  const found = differences(mine, theirs);
  return [names, ...(found.length === 0 ? ["Both run the same images: settings or secrets differ."] : found)];
}

/** Tasks that failed in one way stand together, the latest for all of them. */
function kindsOf(
  tasks: readonly EcsTask[],
  address: string,
): readonly { task: EcsTask; problem: Problem; times: number }[] {
  const kinds = new Map<string, { task: EcsTask; problem: Problem; times: number }>();
  for (const task of tasks) {
    const problem = explainTask(task, address);
    const key = `${problem.code} ${task.taskDefinition}`;
    const earlier = kinds.get(key);
    kinds.set(key, earlier === undefined ? { task, problem, times: 1 } : { ...earlier, times: earlier.times + 1 });
  }
  return [...kinds.values()];
}

async function failuresOf(
  part: { readonly name: string; readonly kind: PartFailure["kind"] },
  app: ResolvedApp,
  ports: WhyPorts,
): Promise<PartFailure | null> {
  const { name, kind } = part;
  const cluster = clusterName(app);
  const of = kind === "service" ? { service: name } : { family: `${environmentPrefix(app)}-${name}` };
  const arns = await ports.tasks.list({ cluster, of, state: "STOPPED" });
  const failed = (await ports.tasks.describe(cluster, arns))
    .filter(hasFailed)
    .toSorted((left, right) => (right.stoppedMs ?? 0) - (left.stoppedMs ?? 0));
  const [latest] = failed;
  if (latest === undefined) return null;
  const kinds = kindsOf(failed, `${kind}s.${name}`).slice(0, MOST_FAILURES);
  const failures = await Promise.all(
    kinds.map(async ({ task, problem, times }): Promise<TaskFailure> => ({
      problem,
      task: taskId(task.arn),
      taskDefinition: taskDefinitionName(task.taskDefinition),
      stoppedMs: task.stoppedMs,
      times,
      lines: await lastLines(task, name, app, ports),
    })),
  );
  if (kind === "job") return { part: name, kind, failures, events: [], changes: [] };
  const [service] = await ports.services.describe(cluster, [name]);
  const events = (service?.events ?? []).slice(0, EVENTS).map(({ message }) => message);
  return { part: name, kind, failures, events, changes: await changesOf(latest, name, app, ports) };
}

/**
 * Why the last tasks failed, of one part or of all. ECS remembers stopped tasks for an hour; what it no longer knows is not in here.
 *
 * @param part Name of a service or job; `null`: all.
 */
export async function whyFailed(
  { app, part }: { readonly app: ResolvedApp; readonly part: string | null },
  ports: WhyPorts,
): Promise<readonly PartFailure[]> {
  const parts = [
    ...app.services.map(({ name }) => ({ name, kind: "service" as const })),
    ...app.jobs.map(({ name }) => ({ name, kind: "job" as const })),
  ].filter(({ name }) => part === null || name === part);
  const found: PartFailure[] = [];
  // One after the other: ECS allows few reads a second, and this is no race.
  for (const each of parts) {
    const failure = await failuresOf(each, app, ports);
    if (failure !== null) found.push(failure);
  }
  return found;
}

import { clusterName } from "@fairlead/constructs";
import { UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { type EcsTask, type ExecSession, taskId } from "../tasks/tasks.js";

/** Into which container, and to do what. */
export interface SessionRequest {
  readonly app: ResolvedApp;
  /** Name of a service in the description. */
  readonly service: string;
  /** Beginning of a task's id; `null`: the youngest that runs. */
  readonly task: string | null;
  /** `null`: the service's own. */
  readonly container: string | null;
  readonly command: readonly string[];
}

/** An open session, and what the session-manager-plugin needs besides. */
export interface OpenedSession {
  readonly session: ExecSession;
  /** `ecs:<cluster>_<task id>_<runtime id>`, as the AWS CLI names it (awscli/customizations/ecs/executecommand.py, as of 2025). */
  readonly target: string;
  readonly task: string;
  readonly container: string;
}

/** ECS takes one line, which a shell in the container reads. */
export const shellLine = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(" ");

const execOff = (service: string): UserError =>
  UserError.of("ExecOff", {
    message: `ECS Exec is off for the service ${service}.`,
    fix: `Write \`exec: true\` in the description of services.${service} and deploy: tasks that start from then on can be entered.`,
  });

async function runningTask(
  { app, service, task }: SessionRequest,
  { tasks }: Pick<DeployPorts, "tasks">,
): Promise<EcsTask> {
  const cluster = clusterName(app);
  const arns = await tasks.list({ cluster, of: { service }, state: "RUNNING" });
  const found = (await tasks.describe(cluster, arns))
    .filter(({ arn, lastStatus }) => lastStatus === "RUNNING" && (task === null || taskId(arn).startsWith(task)))
    .toSorted((left, right) => (right.startedMs ?? 0) - (left.startedMs ?? 0));
  const [youngest] = found;
  if (youngest !== undefined) return youngest;
  throw UserError.of("NoRunningTask", {
    message: task === null ? `No task of ${service} runs.` : `No task of ${service} runs whose id begins with ${task}.`,
    fix: `See \`fairlead status -e ${app.environment.name}\` and \`fairlead why ${service} -e ${app.environment.name}\`.`,
  });
}

/**
 * Opens a session of ECS Exec in a running task.
 *
 * @throws UserError when exec is off, no task runs, or its agent doesn't.
 */
export async function openSession(request: SessionRequest, ports: Pick<DeployPorts, "tasks">): Promise<OpenedSession> {
  const { app, service, command } = request;
  const described = app.services.find(({ name }) => name === service);
  if (described?.exec !== true) throw execOff(service);
  const task = await runningTask(request, ports);
  if (!task.hasExec) {
    throw UserError.of("TaskWithoutExec", {
      message: `Task ${taskId(task.arn)} of ${service} started before ECS Exec was turned on.`,
      fix: `Deploy, so that new tasks start: \`fairlead deploy -e ${app.environment.name}\`.`,
    });
  }
  const name = request.container ?? service;
  const container = task.containers.find((candidate) => candidate.name === name);
  if (container === undefined) {
    throw UserError.of("UnknownContainer", {
      message: `The tasks of ${service} have no container ${name}.`,
      fix: `They have ${task.containers.map((candidate) => candidate.name).join(", ")}.`,
    });
  }
  if (container.execAgent !== "RUNNING" || container.runtimeId === null) {
    throw UserError.of("ExecAgentNotRunning", {
      message: `The agent of ECS Exec in ${name} of task ${taskId(task.arn)} is ${container.execAgent ?? "not there"}.`,
      fix: "Wait half a minute if the task is young. Else the task has no way to Systems Manager: without NAT it takes the interface endpoint ssmmessages.",
    });
  }
  const cluster = clusterName(app);
  const session = await ports.tasks.execute({ cluster, task: task.arn, container: name, command: shellLine(command) });
  const target = `ecs:${cluster}_${taskId(task.arn)}_${container.runtimeId}`;
  return { session, target, task: taskId(task.arn), container: name };
}

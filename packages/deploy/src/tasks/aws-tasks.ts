import {
  type Container,
  DescribeTasksCommand,
  ECSClient,
  ExecuteCommandCommand,
  type Failure,
  ListTasksCommand,
  RunTaskCommand,
  type RunTaskCommandInput,
  StopTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import { expectPresent, UserError } from "@fairlead/errors";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { EcsTask, ExecRequest, ExecSession, TaskContainerState, TaskFilter, Tasks, TaskStart } from "./tasks.js";

/** `DescribeTasks` takes 100 tasks (API reference of ECS, as of 2025). */
const MOST_DESCRIBED = 100;

/** ECS behind its SDK. */
export function awsTasks(configuration: ClientConfiguration): Tasks {
  const ecs = new ECSClient(configuration);
  return {
    run: (start) => runTask(ecs, start),
    list: (filter) => listTasks(ecs, filter),
    describe: async (cluster, arns) =>
      explained({ doing: "read the tasks", subject: `cluster ${cluster}` }, async () => {
        const found: EcsTask[] = [];
        for (let first = 0; first < arns.length; first += MOST_DESCRIBED) {
          const tasks = arns.slice(first, first + MOST_DESCRIBED);
          const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks }));
          found.push(...(answer.tasks ?? []).map(taskOf));
        }
        return found;
      }),
    stop: async (cluster, task, reason) => {
      await explained({ doing: "stop the task", subject: task }, async () => {
        await ecs.send(new StopTaskCommand({ cluster, task, reason }));
      });
    },
    execute: (request) => execute(ecs, request),
  };
}

async function listTasks(ecs: ECSClient, { cluster, of, state }: TaskFilter): Promise<readonly string[]> {
  const whose = "service" in of ? { serviceName: of.service } : { family: of.family };
  return await explained({ doing: "list the tasks", subject: `cluster ${cluster}` }, async () => {
    const arns: string[] = [];
    let nextToken: string | undefined;
    do {
      const answer = await ecs.send(new ListTasksCommand({ cluster, desiredStatus: state, ...whose, nextToken }));
      arns.push(...(answer.taskArns ?? []));
      nextToken = answer.nextToken;
    } while (nextToken !== undefined);
    return arns;
  });
}

const inputOf = (start: TaskStart): RunTaskCommandInput => ({
  cluster: start.cluster,
  taskDefinition: start.taskDefinition,
  count: 1,
  launchType: "FARGATE",
  platformVersion: "LATEST",
  enableECSManagedTags: true,
  propagateTags: "TASK_DEFINITION",
  startedBy: start.startedBy,
  clientToken: start.token,
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: [...start.subnets],
      securityGroups: [...start.securityGroups],
      assignPublicIp: start.assignPublicIp ? "ENABLED" : "DISABLED",
    },
  },
  ...(start.command === null
    ? {}
    : { overrides: { containerOverrides: [{ name: start.command.container, command: [...start.command.words] }] } }),
});

async function runTask(ecs: ECSClient, start: TaskStart): Promise<EcsTask> {
  const call = { doing: "start the task", subject: start.taskDefinition };
  const { tasks = [], failures = [] } = await explained(call, () => ecs.send(new RunTaskCommand(inputOf(start))));
  const [task] = tasks;
  if (task !== undefined) return taskOf(task);
  throw notStarted(start, failures);
}

/** `RunTask` answers some refusals with status 200 and a list of failures (API failure reasons, ECS developer guide, as of 2025). */
function notStarted(start: TaskStart, failures: readonly Failure[]): UserError {
  const reasons = failures.map(({ reason, detail }) =>
    [reason, detail].filter((part) => part !== undefined).join(": "),
  );
  return UserError.of("TaskNotStarted", {
    message: `ECS did not start a task of ${start.taskDefinition}: ${reasons.length === 0 ? "it gave no reason" : reasons.join("; ")}.`,
    fix: "Mend what ECS names; where it is capacity, try again in some minutes.",
  });
}

async function execute(ecs: ECSClient, { cluster, task, container, command }: ExecRequest): Promise<ExecSession> {
  const answer = await explained({ doing: "open a session", subject: `container ${container} of task ${task}` }, () =>
    ecs.send(new ExecuteCommandCommand({ cluster, task, container, command, interactive: true })),
  );
  const { sessionId, streamUrl, tokenValue } = expectPresent(answer.session, "The session of ECS Exec");
  return {
    sessionId: expectPresent(sessionId, "The session's id"),
    streamUrl: expectPresent(streamUrl, "The session's stream"),
    tokenValue: expectPresent(tokenValue, "The session's token"),
  };
}

const milliseconds = (date: Date | undefined): number | null => date?.getTime() ?? null;

const containerOf = (container: Container): TaskContainerState => ({
  name: container.name ?? "",
  lastStatus: container.lastStatus ?? "UNKNOWN",
  exitCode: container.exitCode ?? null,
  reason: container.reason ?? null,
  health: container.healthStatus ?? "UNKNOWN",
  runtimeId: container.runtimeId ?? null,
  imageDigest: container.imageDigest ?? null,
  execAgent: container.managedAgents?.find(({ name }) => name === "ExecuteCommandAgent")?.lastStatus ?? null,
});

const taskOf = (task: Task): EcsTask => ({
  arn: expectPresent(task.taskArn, "The ARN of a task"),
  taskDefinition: task.taskDefinitionArn ?? "",
  group: task.group ?? null,
  lastStatus: task.lastStatus ?? "UNKNOWN",
  stopCode: task.stopCode ?? null,
  stoppedReason: task.stoppedReason ?? null,
  health: task.healthStatus ?? "UNKNOWN",
  zone: task.availabilityZone ?? null,
  hasExec: task.enableExecuteCommand ?? false,
  createdMs: milliseconds(task.createdAt),
  startedMs: milliseconds(task.startedAt),
  stoppedMs: milliseconds(task.stoppedAt),
  containers: (task.containers ?? []).map(containerOf),
});

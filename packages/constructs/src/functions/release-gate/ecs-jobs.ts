import type {
  DescribeTasksCommandInput,
  DescribeTasksCommandOutput,
  RunTaskCommandInput,
  RunTaskCommandOutput,
  Task,
} from "@aws-sdk/client-ecs";
import { Fault } from "@fairlead/errors";
import type { JobRun } from "./job-run.js";
import type { JobRunner } from "./release-gate.js";
import type { StoppedTask } from "./stopped-task.js";

/** The two calls of ECS's client that the gate makes. */
export interface EcsCalls {
  runTask(input: RunTaskCommandInput): Promise<RunTaskCommandOutput>;
  describeTasks(input: DescribeTasksCommandInput): Promise<DescribeTasksCommandOutput>;
}

/** The gate's jobs as tasks of Amazon ECS. */
export const createEcsJobs = (ecs: EcsCalls): JobRunner => ({
  async start(run) {
    const { failures = [], tasks = [] } = await ecs.runTask(runTaskInput(run));
    const [failure] = failures;
    if (failure !== undefined) {
      throw new Fault("TaskNotStarted", [failure.reason, failure.detail].filter(Boolean).join(": "));
    }
    return tasks[0]?.taskArn ?? "";
  },
  async find(cluster, taskArn) {
    const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [taskArn] });
    const [task] = tasks;
    return task === undefined ? null : stoppedTask(taskArn, task);
  },
});

const runTaskInput = (run: JobRun): RunTaskCommandInput => ({
  cluster: run.cluster,
  taskDefinition: run.taskDefinition,
  launchType: "FARGATE",
  count: 1,
  clientToken: run.clientToken,
  startedBy: run.startedBy,
  enableECSManagedTags: true,
  propagateTags: "TASK_DEFINITION",
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: [...run.subnets],
      securityGroups: [...run.securityGroups],
      assignPublicIp: run.assignPublicIp,
    },
  },
  overrides: {
    containerOverrides: [
      {
        name: run.container,
        environment: Object.entries(run.environment).map(([name, value]) => ({ name, value })),
      },
    ],
  },
});

function stoppedTask(taskArn: string, task: Task): StoppedTask {
  const variables = (task.overrides?.containerOverrides ?? []).flatMap(({ environment = [] }) => environment);
  return {
    taskArn,
    lastStatus: task.lastStatus ?? null,
    stoppedReason: task.stoppedReason ?? null,
    stopCode: task.stopCode ?? null,
    containers: (task.containers ?? []).map(({ name = "", exitCode = null, reason = null }) => ({
      name,
      exitCode,
      reason,
    })),
    environment: Object.fromEntries(variables.map(({ name = "", value = "" }) => [name, value])),
  };
}

import { clusterName, environmentPath, environmentPrefix } from "@fairlead/constructs";
import type { Problem } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import { readLogs } from "../logs/read-logs.js";
import { explainTask } from "../why/explain-task.js";
import { type EcsTask, taskId } from "../tasks/tasks.js";
import { jobNetwork } from "./job-network.js";

/** What is run. */
export interface RunRequest {
  readonly app: ResolvedApp;
  /** Name of a job in the description. */
  readonly job: string;
  /** Instead of the job's own command; `null`: that. */
  readonly command: readonly string[] | null;
  /** The same token starts the job once, however often it is asked for. */
  readonly token: string;
  readonly deadlineMs: number;
  /** Aborted with `leave` (the task goes on) or `roll-back` (it is stopped) as its reason. */
  readonly signal: AbortSignal;
}

/** How a run ended. */
export type RunEnd =
  /** The container ended by itself. */
  | { readonly kind: "exited"; readonly task: string; readonly exitCode: number }
  /** It never ended by itself: no image, no capacity, the job's own timeout, … */
  | { readonly kind: "failed"; readonly task: string; readonly problems: readonly Problem[] }
  | { readonly kind: "timed-out"; readonly task: string }
  | { readonly kind: "cancelled"; readonly task: string; readonly left: "left-running" | "stopped" };

type RunPorts = Pick<DeployPorts, "clock" | "logs" | "tasks"> & {
  readonly stacks: Pick<DeployPorts["stacks"], "template" | "resources">;
};

const LOOK_MS = 3_000;
/** What the container wrote last arrives after the task has stopped (assumed: the awslogs driver hands over what it holds within that). */
const LAST_LINES_MS = 6_000;
/** Enough for all that one run writes; CloudWatch Logs pages it anyway. */
const MOST_LINES = 100_000;

const endOf = (task: EcsTask, job: string): RunEnd => {
  const exitCode = task.containers.find(({ name }) => name === job)?.exitCode ?? null;
  const own = task.stopCode === "EssentialContainerExited" && exitCode !== null;
  return own
    ? { kind: "exited", task: taskId(task.arn), exitCode }
    : { kind: "failed", task: taskId(task.arn), problems: [explainTask(task, `jobs.${job}`)] };
};

/** Waits for the end of the task; `null`: the time was up, or it was told to let go. */
async function watch(arn: string, request: RunRequest, ports: RunPorts, report: Report): Promise<EcsTask | null> {
  const untilMs = ports.clock.nowMs() + request.deadlineMs;
  let told = "";
  while (!request.signal.aborted && ports.clock.nowMs() < untilMs) {
    const [task] = await ports.tasks.describe(clusterName(request.app), [arn]);
    if (task?.lastStatus === "STOPPED") return task;
    if (task !== undefined && task.lastStatus !== told) {
      told = task.lastStatus;
      report({ type: "step", step: "release", state: "begun", says: `${request.job} ${told.toLowerCase()}` });
    }
    await ports.clock.sleep(LOOK_MS, request.signal);
  }
  return null;
}

function followLog(arn: string, request: RunRequest, ports: RunPorts, report: Report) {
  const { app, job } = request;
  const over = new AbortController();
  const reading = readLogs(
    {
      groups: [{ part: job, group: `/${environmentPath(app, job)}` }],
      fromMs: ports.clock.nowMs(),
      untilMs: null,
      filter: null,
      container: null,
      tasks: [taskId(arn)],
      limit: MOST_LINES,
      isFollowed: true,
    },
    ports,
    {
      tell: ({ container, task, text }) => {
        report({ type: "log", from: container, task, line: text });
      },
      warn: (says) => {
        report({ type: "warning", says });
      },
    },
    over.signal,
  );
  // A log that can't be read must not hide how the task ends.
  const read = reading.catch((error: unknown) => {
    report({ type: "warning", says: error instanceof Error ? error.message : String(error) });
  });
  return {
    end: async (isStopped: boolean): Promise<void> => {
      if (isStopped) await ports.clock.sleep(LAST_LINES_MS);
      over.abort();
      await read;
    },
  };
}

/**
 * Runs a job once, in the network and with the permissions that the description gives it, shows what it writes, and waits for its end.
 *
 * @throws UserError when it isn't deployed, and when ECS doesn't start it.
 */
export async function runJob(request: RunRequest, ports: RunPorts, report: Report): Promise<RunEnd> {
  const { app, job, command, token, signal } = request;
  const cluster = clusterName(app);
  const network = await jobNetwork(app, job, ports.stacks);
  report({ type: "step", step: "release", state: "begun", says: `${job} is started` });
  const { arn } = await ports.tasks.run({
    cluster,
    taskDefinition: `${environmentPrefix(app)}-${job}`,
    subnets: network.subnets,
    securityGroups: [network.securityGroup],
    assignPublicIp: network.assignPublicIp,
    startedBy: "fairlead-run",
    token,
    command: command === null ? null : { container: job, words: command },
  });
  const log = followLog(arn, request, ports, report);
  const task = await watch(arn, request, ports, report);
  if (task === null && signal.aborted && signal.reason === "roll-back") {
    await ports.tasks.stop(cluster, arn, "Stopped by fairlead run: interrupted");
    await log.end(true);
    return { kind: "cancelled", task: taskId(arn), left: "stopped" };
  }
  await log.end(task !== null);
  if (task === null) {
    const id = taskId(arn);
    return signal.aborted ? { kind: "cancelled", task: id, left: "left-running" } : { kind: "timed-out", task: id };
  }
  const end = endOf(task, job);
  const isGood = end.kind === "exited" && end.exitCode === 0;
  const says = end.kind === "exited" ? `${job} ended with code ${end.exitCode}` : `${job} failed`;
  report({ type: "step", step: "release", state: isGood ? "done" : "failed", says });
  return end;
}

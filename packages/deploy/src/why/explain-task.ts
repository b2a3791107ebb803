import type { Problem } from "@fairlead/errors";
import { type EcsTask, type TaskContainerState, taskId } from "../tasks/tasks.js";
import { EXIT_CODE_REASONS, KNOWN_REASONS } from "./known-reasons.js";

const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);

/** The container that brought the task down: one that ended badly, else the first with a reason. */
const culprit = ({ containers }: EcsTask): TaskContainerState | undefined =>
  containers.find(({ exitCode }) => exitCode !== null && exitCode !== 0) ??
  containers.find(({ reason }) => reason !== null) ??
  containers[0];

/** What ECS and the container said, in their own words, which the reader may want to look up. */
function words(task: EcsTask, container: TaskContainerState | undefined): string {
  const said = [task.stoppedReason, container?.reason ?? null].filter((part) => part !== null);
  const exit = container?.exitCode ?? null;
  const named = [...new Set(said), ...(exit === null ? [] : [`exit code ${exit} of ${container?.name ?? "it"}`])];
  return named.length === 0 ? "" : ` ECS says: ${sentence(named.join("; "))}`;
}

interface Explanation {
  readonly code: string;
  readonly says: string;
  readonly fix: string;
}

const SEE_LOG = "See the last lines of its log.";

function exitReason(exitCode: number | null): Explanation | null {
  if (exitCode === null) return null;
  const known = EXIT_CODE_REASONS[exitCode] ?? { says: `It ended by itself, with code ${exitCode}.`, fix: SEE_LOG };
  return { code: "ContainerExited", ...known };
}

function reasonOf(task: EcsTask, exitCode: number | null): Explanation {
  const text = [task.stopCode, task.stoppedReason, ...task.containers.map(({ reason }) => reason)].join("\n");
  const known = KNOWN_REASONS.find(({ pattern }) => pattern.test(text)) ?? null;
  const exit = exitReason(exitCode);
  // That it was told to stop explains an end as asked, and no other.
  const isAsked = exitCode === null || exitCode === 0 || exitCode === 143;
  const ranked = known?.isOrdered === true && !isAsked ? [exit, known] : [known, exit];
  return ranked.find((reason) => reason !== null) ?? { code: "TaskStopped", says: "It stopped.", fix: SEE_LOG };
}

/** One task that stopped, in words: what happened, in ECS's own text too, and what to do. */
export function explainTask(task: EcsTask, address: string): Problem {
  const container = culprit(task);
  const { code, says, fix } = reasonOf(task, container?.exitCode ?? null);
  return { path: address, code, message: `Task ${taskId(task.arn)}: ${says}${words(task, container)}`, fix };
}

/** Whether a task failed; ECS stops tasks for good reasons, too. */
export function hasFailed(task: EcsTask): boolean {
  if (task.lastStatus !== "STOPPED") return false;
  if (
    task.stopCode === "TaskFailedToStart" ||
    /failed (?:ELB|container) health checks/iu.test(task.stoppedReason ?? "")
  ) {
    return true;
  }
  if (task.stopCode === "EssentialContainerExited") {
    return task.containers.some(({ exitCode }) => exitCode !== 0) || task.group?.startsWith("service:") === true;
  }
  // Told to stop, 143 and 0 are what is asked for; killed, it was too slow or too large.
  return task.containers.some(({ exitCode }) => exitCode !== null && ![0, 143].includes(exitCode));
}

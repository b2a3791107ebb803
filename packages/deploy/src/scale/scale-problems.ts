import type { Problem } from "@fairlead/errors";
import { rolloutProblem } from "../rollout/rollout-problem.js";
import type { ServiceState } from "../rollout/service-state.js";
import type { ScalableTarget, ScalingRange } from "../scaling/scaling.js";
import type { ScaleRequest } from "./scale.js";

interface ScaledNow {
  readonly state: ServiceState | null;
  readonly scaling: ScalableTarget | null;
  /** What is asked for, with what stays; `null`: the service isn't scaled. */
  readonly range: ScalingRange | null;
}

/** Why a service can't be scaled so; nothing was touched yet. */
export function scaleProblems(request: ScaleRequest, { state, scaling, range }: ScaledNow): readonly Problem[] {
  const { service } = request;
  if (state === null) {
    const message = `There is no service ${service} in cluster ${request.cluster}.`;
    return [rolloutProblem(service, { code: "ServiceMissing", message, fix: "Deploy the environment first." })];
  }
  return [...countProblems(request), ...rangeProblems(request, scaling, range), ...writerProblems(request)];
}

function countProblems({ service, tasks, minTasks, maxTasks }: ScaleRequest): readonly Problem[] {
  if (tasks === null && minTasks === null && maxTasks === null) {
    const message = `Nothing says how service ${service} is to be scaled.`;
    const fix = "Say how many tasks, or a range: fairlead scale <service> 4, or --min 2 --max 8.";
    return [rolloutProblem(service, { code: "NoScale", message, fix })];
  }
  const wrong = [tasks, minTasks, maxTasks].filter(
    (count) => count !== null && (!Number.isInteger(count) || count < 0),
  );
  if (wrong.length === 0) return [];
  const message = `${wrong.join(", ")} is no number of tasks.`;
  return [rolloutProblem(service, { code: "WrongCount", message, fix: "Give a whole number, 0 or more." })];
}

function rangeProblems(
  { service, tasks, minTasks, maxTasks }: ScaleRequest,
  scaling: ScalableTarget | null,
  range: ScalingRange | null,
): readonly Problem[] {
  if (scaling === null || range === null) {
    if (minTasks === null && maxTasks === null) return [];
    const message = `Nothing scales service ${service}: its number of tasks is fixed, so it has no range.`;
    const fix = `Say how many: fairlead scale ${service} 4; or describe scaling (\`tasks: { min, max, … }\`) and deploy.`;
    return [rolloutProblem(service, { code: "NotScaled", message, fix })];
  }
  if (range.minTasks > range.maxTasks) {
    const message = `A range from ${range.minTasks} to ${range.maxTasks} tasks holds none.`;
    return [
      rolloutProblem(service, { code: "EmptyRange", message, fix: "Give --min and --max, the lower one first." }),
    ];
  }
  if (tasks === null || (tasks >= range.minTasks && tasks <= range.maxTasks)) return [];
  const message = `Autoscaling keeps service ${service} between ${range.minTasks} and ${range.maxTasks} tasks, and would undo ${tasks}.`;
  const fix = `Change the range with it: fairlead scale ${service} ${tasks} --${tasks < range.minTasks ? "min" : "max"} ${tasks}.`;
  return [rolloutProblem(service, { code: "OutsideRange", message, fix })];
}

function writerProblems({ service, isAlone, tasks, maxTasks }: ScaleRequest): readonly Problem[] {
  if (!isAlone || Math.max(tasks ?? 0, maxTasks ?? 0) <= 1) return [];
  const message = `Service ${service} writes to a volume that takes one writer at a time.`;
  return [rolloutProblem(service, { code: "OneWriter", message, fix: "Leave it at one task, or at none." })];
}

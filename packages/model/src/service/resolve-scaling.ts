import { secondsOf } from "../duration/seconds-of.js";
import type { TaskRange } from "../environment/tier-values.js";
import type { ResolvedScaling } from "./resolved-service.js";
import type { TasksOptions } from "./service.js";

const SCALING_DEFAULTS = {
  /** Leaves a third of the capacity for the two or three minutes until new tasks serve. */
  cpuPercent: 70,
  /** A task that just came must show in the average before the next one is asked for. */
  scaleOutCooldownSeconds: 60,
  /** Taking tasks away cuts long answers short, so it may wait for five quiet minutes. */
  scaleInCooldownSeconds: 300,
} as const;

/** Fills the gaps of a task count; a number is a fixed count, for which there is nothing to scale on. */
export function resolveScaling(options: number | TasksOptions | undefined, tier: TaskRange): ResolvedScaling {
  const tasks: TasksOptions = typeof options === "number" ? { min: options, max: options } : (options ?? {});
  const { minTasks, maxTasks } = resolveRange(tasks, tier);
  return {
    minTasks,
    maxTasks,
    cpuPercent: tasks.cpuPercent ?? (minTasks < maxTasks ? SCALING_DEFAULTS.cpuPercent : null),
    memoryPercent: tasks.memoryPercent ?? null,
    requestsPerTask: tasks.requestsPerTask ?? null,
    scaleOutCooldownSeconds: secondsOf(tasks.scaleOutCooldown, SCALING_DEFAULTS.scaleOutCooldownSeconds),
    scaleInCooldownSeconds: secondsOf(tasks.scaleInCooldown, SCALING_DEFAULTS.scaleInCooldownSeconds),
  };
}

/** Where one end is stated, the tier's other end gives way: only two stated ends can contradict each other. */
function resolveRange({ min, max }: TasksOptions, tier: TaskRange): { minTasks: number; maxTasks: number } {
  if (min !== undefined && max !== undefined) return { minTasks: min, maxTasks: max };
  if (min !== undefined) return { minTasks: min, maxTasks: Math.max(min, tier.max) };
  if (max !== undefined) return { minTasks: Math.min(max, tier.min), maxTasks: max };
  return { minTasks: tier.min, maxTasks: tier.max };
}

import { secondsOf } from "../duration/seconds-of.js";
import type { TaskRange } from "../environment/tier-values.js";
import type { ResolvedMetric } from "../metric/resolved-metric.js";
import { isPart } from "../part/part.js";
import type { TasksOptions } from "../service/service.js";
import type {
  ResolvedQueueDepth,
  ResolvedScaling,
  ResolvedScalingMetric,
  ResolvedScalingSchedule,
  ResolvedWorkSource,
} from "./resolved-scaling.js";
import {
  type MetricOptions,
  type QueueDepthOptions,
  SCALING_STATISTICS,
  type ScalingScheduleOptions,
  type WorkSource,
} from "./scaling-options.js";

const SCALING_DEFAULTS = {
  /** Leaves a third of the capacity for the two or three minutes until new tasks serve. */
  cpuPercent: 70,
  /** A task that just came must show in the average before the next one is asked for. */
  scaleOutCooldownSeconds: 60,
  /** Taking tasks away cuts long answers short, so it may wait for five quiet minutes. */
  scaleInCooldownSeconds: 300,
  /** Starting again takes a minute or two; whoever comes back within ten finds the tasks that were there. */
  idleAfterSeconds: 600,
  virtualHost: "/",
  statistic: "Average",
  via: "EMF",
  timezone: "UTC",
} as const;

/** Fills the gaps of a task count; a number is a fixed count, for which there is nothing to scale on. */
export function resolveScaling(
  options: number | TasksOptions | undefined,
  tier: TaskRange,
  metrics: readonly ResolvedMetric[],
): ResolvedScaling {
  const tasks: TasksOptions = typeof options === "number" ? { min: options, max: options } : (options ?? {});
  const { minTasks, maxTasks } = resolveRange(tasks, tier);
  // Who works off a queue waits for models: its CPU says nothing of how much there is to do.
  const isOnWork = tasks.queueDepth !== undefined || tasks.metric !== undefined;
  return {
    minTasks,
    maxTasks,
    cpuPercent: tasks.cpuPercent ?? (minTasks < maxTasks && !isOnWork ? SCALING_DEFAULTS.cpuPercent : null),
    memoryPercent: tasks.memoryPercent ?? null,
    requestsPerTask: tasks.requestsPerTask ?? null,
    queueDepth: tasks.queueDepth === undefined ? null : resolveQueueDepth(tasks.queueDepth),
    metric: tasks.metric === undefined ? null : resolveMetric(tasks.metric, metrics),
    scaleOutCooldownSeconds: secondsOf(tasks.scaleOutCooldown, SCALING_DEFAULTS.scaleOutCooldownSeconds),
    scaleInCooldownSeconds: secondsOf(tasks.scaleInCooldown, SCALING_DEFAULTS.scaleInCooldownSeconds),
    schedules: Object.entries(tasks.schedules ?? {})
      .map(([name, schedule]) => resolveSchedule(name, schedule))
      .toSorted((left, right) => (left.name < right.name ? -1 : 1)),
  };
}

/** Where one end is stated, the tier's other end gives way: only two stated ends can contradict each other. */
function resolveRange({ min, max }: TasksOptions, tier: TaskRange): { minTasks: number; maxTasks: number } {
  if (min !== undefined && max !== undefined) return { minTasks: min, maxTasks: max };
  if (min !== undefined) return { minTasks: min, maxTasks: Math.max(min, tier.max) };
  if (max !== undefined) return { minTasks: Math.min(max, tier.min), maxTasks: max };
  return { minTasks: tier.min, maxTasks: tier.max };
}

const resolveQueueDepth = ({ of, messagesPerTask, idleAfter }: QueueDepthOptions): ResolvedQueueDepth => ({
  source: resolveSource(of),
  messagesPerTask,
  idleAfterSeconds: secondsOf(idleAfter, SCALING_DEFAULTS.idleAfterSeconds),
});

function resolveSource(source: WorkSource): ResolvedWorkSource {
  if (isPart(source)) return { kind: "queue", queue: source.name };
  if ("cache" in source) {
    return { kind: "stream", cache: source.cache.name, stream: source.stream, group: source.group };
  }
  const { broker, queue, virtualHost } = source;
  return { kind: "broker", broker: broker.name, queue, virtualHost: virtualHost ?? SCALING_DEFAULTS.virtualHost };
}

function resolveMetric(options: MetricOptions, metrics: readonly ResolvedMetric[]): ResolvedScalingMetric | null {
  if ("of" in options) return resolveDeclared(options, metrics);
  const { namespace, name, dimensions, statistic, via, target } = options;
  return {
    namespace,
    name,
    dimensions: dimensions ?? {},
    statistic: statistic ?? SCALING_DEFAULTS.statistic,
    via: via ?? SCALING_DEFAULTS.via,
    target,
  };
}

/** `null`: there is none that scaling could take, which the checks report. */
function resolveDeclared(
  { of, target }: Extract<MetricOptions, { of: string }>,
  metrics: readonly ResolvedMetric[],
): ResolvedScalingMetric | null {
  const found = metrics.find(({ name }) => name === of);
  if (found?.source.kind !== "published") return null;
  const statistic = SCALING_STATISTICS.find((each) => each === found.statistic);
  if (statistic === undefined) return null;
  const { namespace, metric, dimensions, via } = found.source;
  return { namespace, name: metric, dimensions, statistic, via, target };
}

const resolveSchedule = (name: string, schedule: ScalingScheduleOptions): ResolvedScalingSchedule => ({
  name,
  expression: schedule.at,
  timezone: schedule.timezone ?? SCALING_DEFAULTS.timezone,
  minTasks: schedule.min,
  maxTasks: schedule.max,
});

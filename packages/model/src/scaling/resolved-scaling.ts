import type { MetricPublication } from "../metric/metric-options.js";
import type { ScalingStatistic } from "./scaling-options.js";

/** How many tasks of a service run, and what makes them more or fewer. */
export interface ResolvedScaling {
  readonly minTasks: number;
  readonly maxTasks: number;
  /** Target of average CPU utilisation in percent; `null`: not scaled on it. */
  readonly cpuPercent: number | null;
  readonly memoryPercent: number | null;
  /** Requests per target and minute (ALBRequestCountPerTarget); `null`: not scaled on it. */
  readonly requestsPerTask: number | null;
  /** `null`: not scaled on how much work waits. */
  readonly queueDepth: ResolvedQueueDepth | null;
  /** `null`: not scaled on a metric of its own. */
  readonly metric: ResolvedScalingMetric | null;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  /** Other ranges at some hours, sorted by name. */
  readonly schedules: readonly ResolvedScalingSchedule[];
}

export interface ResolvedQueueDepth {
  readonly source: ResolvedWorkSource;
  /** Waiting messages for which there is one task. */
  readonly messagesPerTask: number;
  /** Time without any work after which tasks go down to the least. */
  readonly idleAfterSeconds: number;
}

export type ResolvedWorkSource =
  | { readonly kind: "queue"; readonly queue: string }
  | { readonly kind: "broker"; readonly broker: string; readonly queue: string; readonly virtualHost: string }
  /** A consumer group of a Redis or Valkey stream. */
  | { readonly kind: "stream"; readonly cache: string; readonly stream: string; readonly group: string };

export interface ResolvedScalingMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: ScalingStatistic;
  readonly via: MetricPublication;
  readonly target: number;
}

export interface ResolvedScalingSchedule {
  readonly name: string;
  /** `cron(…)`, `rate(…)` or `at(…)`. */
  readonly expression: string;
  readonly timezone: string;
  readonly minTasks: number;
  readonly maxTasks: number;
}

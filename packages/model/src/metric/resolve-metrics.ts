import { secondsOf } from "../duration/seconds-of.js";
import type { AlarmTimingOptions, MetricAlarmOptions } from "../observability/alarm-options.js";
import { DASHBOARD_GROUPS } from "./dashboard-groups.js";
import type { AppMetricOptions, LogMetricOptions } from "./metric-options.js";
import type { ResolvedMetric, ResolvedMetricAlarm } from "./resolved-metric.js";

const METRIC_DEFAULTS = {
  /** Needs no permission, no call that may fail, and is in the log besides. */
  via: "EMF",
  /** Most of what an app counts are events. */
  statistic: "Sum",
  /** A minute is what CloudWatch aggregates over. */
  periodSeconds: 60,
  /** Five minutes in a row are no blip. */
  minutes: 5,
  /** Fairlead can't know that users suffer from what it doesn't know. */
  level: "warning",
  /** A line that matches counts as one. */
  value: "1",
} as const;

/** What a service's metrics are stated by. */
interface MetricsOptions {
  readonly metrics?: Readonly<Record<string, AppMetricOptions>> | undefined;
  readonly logMetrics?: Readonly<Record<string, LogMetricOptions>> | undefined;
}

/** Fills the gaps of all numbers of a service's own: those that it publishes and those that are read out of its log. */
export const resolveMetrics = ({ metrics, logMetrics }: MetricsOptions): ResolvedMetric[] =>
  [
    ...Object.entries(metrics ?? {}).map(([name, options]) => resolvePublished(name, options)),
    ...Object.entries(logMetrics ?? {}).map(([name, options]) => resolveLogged(name, options)),
  ].toSorted((left, right) => (left.name < right.name ? -1 : 1));

const resolvePublished = (name: string, options: AppMetricOptions): ResolvedMetric => ({
  name,
  source: {
    kind: "published",
    namespace: options.namespace,
    metric: options.name,
    dimensions: options.dimensions ?? {},
    via: options.via ?? METRIC_DEFAULTS.via,
  },
  statistic: options.statistic ?? METRIC_DEFAULTS.statistic,
  unit: options.unit ?? null,
  group: groupNamed(options.group, DASHBOARD_GROUPS.business),
  alarm: options.alarm === undefined ? null : resolveMetricAlarm(options.alarm),
});

function resolveLogged(name: string, options: LogMetricOptions): ResolvedMetric {
  const { pattern, value = METRIC_DEFAULTS.value, statistic, group, alarm } = options;
  return {
    name,
    source: { kind: "log", pattern, value },
    // Lines are added up; what stands in them, a backlog as a rule, is not.
    statistic: statistic ?? (value.startsWith("$") ? "Maximum" : "Sum"),
    unit: null,
    group: groupNamed(group, DASHBOARD_GROUPS.performance),
    alarm: alarm === undefined ? null : resolveMetricAlarm(alarm),
  };
}

/** A heading that is there already is written as it is there. */
function groupNamed(stated: string | undefined, fallback: string): string {
  if (stated === undefined) return fallback;
  const known = Object.values(DASHBOARD_GROUPS).find((title) => title.toLowerCase() === stated.toLowerCase());
  return known ?? stated;
}

const resolveMetricAlarm = (options: MetricAlarmOptions): ResolvedMetricAlarm => ({
  ...(options.above === undefined
    ? { comparison: "below", threshold: options.below }
    : { comparison: "above", threshold: options.above }),
  ...resolveTiming(options),
  level: options.level ?? METRIC_DEFAULTS.level,
});

/** How long one value is taken over, and how many of them have to be bad. */
export function resolveTiming({ period, forMinutes }: AlarmTimingOptions): {
  periodSeconds: number;
  periods: number;
} {
  const periodSeconds = secondsOf(period, METRIC_DEFAULTS.periodSeconds);
  if (forMinutes !== undefined) return { periodSeconds, periods: (forMinutes * 60) / periodSeconds };
  return { periodSeconds, periods: period === undefined ? METRIC_DEFAULTS.minutes : 1 };
}

import type { AlarmLevel } from "../observability/alarm-level.js";
import type { MetricPublication, MetricStatistic } from "./metric-options.js";

/** A number of the app's own. */
export interface ResolvedMetric {
  /** Unique among those of its service. */
  readonly name: string;
  readonly source: ResolvedMetricSource;
  readonly statistic: MetricStatistic;
  /** For the reader of the graph. */
  readonly unit: string | null;
  /** Heading on the dashboard. */
  readonly group: string;
  /** `null`: shown on the dashboard only. */
  readonly alarm: ResolvedMetricAlarm | null;
}

export type ResolvedMetricSource =
  /** `value`: what is taken from a line that matches, e.g. `$.stream_backlog` or `1`. */
  | { readonly kind: "log"; readonly pattern: string; readonly value: string }
  | {
      readonly kind: "published";
      readonly namespace: string;
      readonly metric: string;
      readonly dimensions: Readonly<Record<string, string>>;
      readonly via: MetricPublication;
    };

export interface ResolvedMetricAlarm {
  readonly comparison: "above" | "below";
  readonly threshold: number;
  readonly periodSeconds: number;
  /** So many values in a row. */
  readonly periods: number;
  readonly level: AlarmLevel;
}

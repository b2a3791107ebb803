import type { MetricAlarmOptions } from "../observability/alarm-options.js";

/** How the values of a period become one: CloudWatch's statistics, and percentiles such as `p95`. */
export type MetricStatistic = "Average" | "Minimum" | "Maximum" | "Sum" | "SampleCount" | `p${number}`;

/**
 * How a metric comes to CloudWatch. `EMF`: the app writes it into its log in the embedded metric format, which needs no permission and no
 * call. `PutMetricData`: the app calls the API; saying so is what permits it, in that namespace alone.
 */
export type MetricPublication = "EMF" | "PutMetricData";

/** A metric that the app publishes, by what names it in CloudWatch. */
export interface PublishedMetricOptions {
  /** For example `RecipeChatbot/Business`. */
  readonly namespace: string;
  readonly name: string;
  /** All that it is published with; CloudWatch finds nothing by a part of them. Default none. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /** Default `"EMF"`. */
  readonly via?: MetricPublication | undefined;
}

/** How a number of the app's own is shown and watched. */
export interface WatchedOptions {
  /** Heading on the dashboard; those of others as well, e.g. `Error tracking`. */
  readonly group?: string | undefined;
  /** Rings when the value stays beyond a bound; default none, it is on the dashboard only. */
  readonly alarm?: MetricAlarmOptions | undefined;
}

/** A metric that the app itself publishes, on the dashboard under `Business metrics` unless it says otherwise. */
export interface AppMetricOptions extends PublishedMetricOptions, WatchedOptions {
  /** Default `"Sum"`: most of what an app counts are events. */
  readonly statistic?: MetricStatistic | undefined;
  /** For the reader of the graph, e.g. `USD` or `Percent`; default none. */
  readonly unit?: string | undefined;
}

/** A number read out of log lines, on the dashboard under `Performance` unless it says otherwise. */
export interface LogMetricOptions extends WatchedOptions {
  /** A CloudWatch Logs filter pattern, e.g. `{ $.stream_backlog = * }`. */
  readonly pattern: string;
  /** What is taken from a matching line, e.g. `$.stream_backlog`; default `"1"`, which counts lines. */
  readonly value?: string | undefined;
  /** Default `"Maximum"` of a value, and `"Sum"` where lines are counted. */
  readonly statistic?: MetricStatistic | undefined;
}

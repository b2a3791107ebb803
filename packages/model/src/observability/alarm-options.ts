import type { AlarmLevel } from "./alarm-level.js";

/** For how long a value must be bad, and whom that is told to. */
export interface AlarmTimingOptions {
  /** Duration that one value is taken over, in whole minutes: CloudWatch's period. Default `"1m"`. */
  readonly period?: string | undefined;
  /** Every value of so many minutes must be bad. Default one period where that is stated, 5 otherwise. */
  readonly forMinutes?: number | undefined;
  /** Default the alarm's own. */
  readonly level?: AlarmLevel | undefined;
}

/** When an alarm rings that has a default. */
export interface AboveOptions extends AlarmTimingOptions {
  readonly above: number;
}

/** When an alarm on a duration rings. */
export interface SlowerOptions extends AlarmTimingOptions {
  /** Duration. */
  readonly above: string;
}

/** When an alarm rings for what is too few. */
export interface BelowOptions extends AlarmTimingOptions {
  readonly below: number;
}

/** Bounds of the alarms that every service has. `null` switches one off. */
export interface ServiceAlarmsOptions {
  /**
   * Percent of the answers that are server errors (5xx); default above 5 in three of five minutes, because one in twenty is no single
   * caller's bad luck, and a provider's hiccup passes in less. Level: critical.
   */
  readonly errorPercent?: number | AboveOptions | null | undefined;
  /**
   * Duration until the first byte of an answer, which one request in twenty exceeds (p95); default half of the longest response, 30 s at
   * most, in three of five minutes. Level: warning, because those who wait are served.
   */
  readonly latency?: string | SlowerOptions | null | undefined;
  /** Tasks that fail the load balancer's health check; default above 0 for three minutes. Level: critical. */
  readonly unhealthyHosts?: number | AboveOptions | null | undefined;
  /**
   * Tasks that pass it; default below 1 for a minute, where at least one task is always wanted: nobody is served then. Level: critical.
   */
  readonly healthyHosts?: number | BelowOptions | null | undefined;
  /** Average CPU of the tasks; default above 85 for ten minutes, far above what scaling aims at. Level: warning. */
  readonly cpuPercent?: number | AboveOptions | null | undefined;
  /** Average memory of the tasks; default above 90 for five minutes. Level: warning. */
  readonly memoryPercent?: number | AboveOptions | null | undefined;
}

/** When the alarm on a metric of the app's own rings; level: warning. */
export type MetricAlarmOptions =
  (AboveOptions & { readonly below?: undefined }) | (BelowOptions & { readonly above?: undefined });

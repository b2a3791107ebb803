import type { Address } from "../address.js";
import type { MetricStatistic } from "../metric/metric-options.js";
import type { BrokerQueueSource, StreamSource } from "../scaling/depth-reporters.js";
import type { AlarmLevel } from "./alarm-level.js";

export interface ResolvedObservability {
  readonly containerInsights: "disabled" | "enabled" | "enhanced";
  readonly dashboard: boolean;
  /** Sorted by name. */
  readonly alarms: readonly ResolvedAlarm[];
  /** Alarms that are not there because the description says so; sorted by name. */
  readonly silenced: readonly SilencedAlarm[];
}

/** An alarm that the description switches off. */
export interface SilencedAlarm {
  readonly name: string;
  readonly subject: Address;
  /** Where that is said, and what nobody is told any more. */
  readonly reason: string;
}

/** One CloudWatch alarm; every one acts on the topic of its level. */
export interface ResolvedAlarm {
  /** Unique in the environment, e.g. `proxy-5xx`. */
  readonly name: string;
  /** The part of the app that it watches. */
  readonly subject: Address;
  readonly level: AlarmLevel;
  readonly metric: AlarmMetric;
  readonly threshold: number;
  readonly comparison: "above" | "below";
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: "not-breaching" | "breaching" | "ignore";
  /** Whether a deployment of its service is rolled back when it rings. */
  readonly rollsBack: boolean;
  /** Why this metric and this threshold. */
  readonly reason: string;
}

/** Metrics that an alarm may watch; the constructs know the namespace, dimensions, unit and statistic of each. */
export type AlarmMetric =
  /** Percent of the requests to the service's targets that they answered with 5xx. */
  | { readonly kind: "target-5xx-percent" }
  /** Seconds. For a service that streams it is the time to the response's first byte, as ALB measures it. */
  | { readonly kind: "target-latency-p95" }
  | { readonly kind: "unhealthy-hosts" }
  /** Tasks that pass the load balancer's health check. */
  | { readonly kind: "healthy-hosts" }
  /** Server errors that the load balancer answers itself, for want of a task or of its answer. */
  | { readonly kind: "load-balancer-5xx" }
  | { readonly kind: "service-cpu-percent" }
  | { readonly kind: "service-memory-percent" }
  | { readonly kind: "database-connections" }
  /** Percent of the maximum capacity (Aurora) or of the CPU (RDS). */
  | { readonly kind: "database-capacity-percent" }
  /** Bytes; RDS only. */
  | { readonly kind: "database-free-storage" }
  /** Seconds that clients of a proxy wait for a connection. */
  | { readonly kind: "proxy-borrow-seconds" }
  /** Percent of a proxy's connections that one client each keeps to itself. */
  | { readonly kind: "proxy-pinned-percent" }
  /** Failed runs of the function that rotates the database's credentials. */
  | { readonly kind: "rotation-errors" }
  | { readonly kind: "cache-memory-percent" }
  | { readonly kind: "cache-evictions" }
  /** Percent of the memory at which RabbitMQ stops publishers. */
  | { readonly kind: "broker-memory-percent" }
  /** The free disk at which RabbitMQ stops publishers, as percent of what is free. */
  | { readonly kind: "broker-disk-percent" }
  | { readonly kind: "broker-cpu-percent" }
  /** Seconds. */
  | { readonly kind: "queue-oldest-message" }
  | { readonly kind: "queue-dead-letters" }
  /** How often in a minute the depth of some work has been measured. */
  | { readonly kind: "depth-measurements"; readonly source: BrokerQueueSource | StreamSource }
  /** Runs of a scheduled job that failed, or never began. */
  | { readonly kind: "failed-runs" }
  | { readonly kind: "log-metric"; readonly metric: string; readonly statistic: MetricStatistic }
  | {
      readonly kind: "published-metric";
      readonly namespace: string;
      readonly metric: string;
      readonly dimensions: Readonly<Record<string, string>>;
      readonly statistic: MetricStatistic;
    };

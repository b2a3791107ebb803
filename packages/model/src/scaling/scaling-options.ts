import type { PublishedMetricOptions } from "../metric/metric-options.js";
import type { Part } from "../part/part.js";

/**
 * Work that waits for tasks. CloudWatch counts that of SQS and of Amazon MQ; streams, and the queues of a broker in a container, are
 * read once a minute by a function that comes along with the service.
 */
export type WorkSource =
  | Part<"queue">
  | {
      readonly broker: Part<"rabbitmq">;
      /** Its name in the broker. */
      readonly queue: string;
      /** Default `"/"`, which is RabbitMQ's own. */
      readonly virtualHost?: string | undefined;
    }
  | {
      readonly cache: Part<"valkey" | "redis" | "adoptedCache">;
      /** The stream's key. */
      readonly stream: string;
      /** The consumer group that the tasks read with (`XREADGROUP`). */
      readonly group: string;
    };

/** Scales on how much work waits. */
export interface QueueDepthOptions {
  readonly of: WorkSource;
  /** Waiting messages for which there is one task: 10 asks for three tasks at 21 to 30 messages. */
  readonly messagesPerTask: number;
  /** Duration without any work after which tasks go down to the least; default `"10m"`. */
  readonly idleAfter?: string | undefined;
}

/** Scales on a metric of your own, whose value one task more brings down. */
export type MetricOptions =
  | (PublishedMetricOptions & {
      /** Default `"Average"`. */
      readonly statistic?: ScalingStatistic | undefined;
      /** Value that scaling aims at. */
      readonly target: number;
    })
  | {
      /** Name of one of the service's `metrics`, which is on the dashboard as well. */
      readonly of: string;
      /** Value that scaling aims at. */
      readonly target: number;
    };

/**
 * Statistics that target tracking takes
 * (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html, 2026-11).
 */
export const SCALING_STATISTICS = ["Average", "Minimum", "Maximum", "Sum", "SampleCount"] as const;

export type ScalingStatistic = (typeof SCALING_STATISTICS)[number];

/** Another range of tasks from some moment on. */
export interface ScalingScheduleOptions {
  /** When it begins: `cron(…)`, `rate(…)` or `at(…)` as Application Auto Scaling has them, e.g. `"cron(0 20 ? * MON-FRI *)"`. */
  readonly at: string;
  /** IANA name; default `"UTC"`, which has no hour twice. */
  readonly timezone?: string | undefined;
  readonly min: number;
  readonly max: number;
}

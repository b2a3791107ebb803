import type { Depth, Dimensions } from "./series.js";

/** The name that every depth goes by in CloudWatch. */
export const DEPTH_METRIC = "Depth";

/** What is published of one measurement. */
export interface DepthRecord {
  readonly namespace: string;
  readonly dimensions: Dimensions;
  readonly depth: Depth;
  /** Milliseconds since 1970. */
  readonly measuredAtMs: number;
}

/**
 * One line of a log that CloudWatch makes a metric of. The line must be nothing but JSON.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html (2026-11)
 */
export const embeddedMetric = ({ namespace, dimensions, depth, measuredAtMs }: DepthRecord): string =>
  JSON.stringify({
    _aws: {
      Timestamp: measuredAtMs,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: [{ Name: DEPTH_METRIC, Unit: "Count" }],
        },
      ],
    },
    ...dimensions,
    [DEPTH_METRIC]: depth.count,
    ...(depth.note === null ? {} : { Note: depth.note }),
  });

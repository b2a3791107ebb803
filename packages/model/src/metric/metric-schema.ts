import { z } from "zod";
import { metricAlarmSchema } from "../observability/alarm-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { AppMetricOptions, LogMetricOptions, MetricStatistic, PublishedMetricOptions } from "./metric-options.js";

/** Limits: CloudWatch, PutMetricData (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html, 2026-11). */
const MOST_DIMENSIONS = 30;

/** What names a metric in CloudWatch. */
export const PUBLISHED_SHAPE = {
  namespace: z
    .string()
    .min(1)
    .max(255)
    .check(
      rule(
        (namespace) => !namespace.includes("*"),
        (namespace) => ({
          code: "PatternAsNamespace",
          message: `"${namespace}" is a pattern, but a metric stands in one namespace.`,
          fix: "Write the namespace that the app publishes to, letter by letter.",
        }),
      ),
    ),
  name: z.string().min(1).max(255),
  dimensions: z
    .record(z.string(), z.string().min(1))
    .check(
      rule(
        (dimensions) => Object.keys(dimensions).length <= MOST_DIMENSIONS,
        (dimensions) => ({
          code: "TooManyDimensions",
          message: `A metric has ${MOST_DIMENSIONS} dimensions at most, not ${Object.keys(dimensions).length}.`,
          fix: "Publish it with fewer: each further value of a dimension is a metric of its own, and billed as one.",
        }),
      ),
    )
    .optional(),
  via: z.enum(["EMF", "PutMetricData"]).optional(),
} satisfies z.core.$ZodLooseShape;

/** AWS keeps these namespaces to itself, so PutMetricData refuses them (API reference, PutMetricData, 2026-11). */
export const ownNamespace = rule<PublishedMetricOptions>(
  ({ namespace, via }) => via !== "PutMetricData" || !namespace.startsWith("AWS/"),
  ({ namespace }) => ({
    code: "ReservedNamespace",
    message: `"${namespace}" is AWS's own namespace, to which no app publishes.`,
    fix: 'Publish to a namespace of yours, e.g. "Shop/Business".',
  }),
);

const STATISTIC = /^(?:Average|Minimum|Maximum|Sum|SampleCount|p(?:100|\d{1,2}(?:\.\d{1,2})?))$/u;

const statisticSchema = z
  .custom<MetricStatistic>((value) => typeof value === "string", "a text")
  .check(
    rule(
      (text) => STATISTIC.test(text),
      (text) => ({
        code: "UnknownStatistic",
        message: `"${text}" is no statistic of CloudWatch.`,
        fix: 'Use "Sum", "Average", "Minimum", "Maximum", "SampleCount", or a percentile such as "p95".',
      }),
    ),
  );

const WATCHED_SHAPE = {
  statistic: statisticSchema.optional(),
  group: z.string().min(1).max(100).optional(),
  alarm: metricAlarmSchema.optional(),
};

/** Reads a metric that the app publishes. */
export const appMetricSchema = optionsObject({
  ...PUBLISHED_SHAPE,
  ...WATCHED_SHAPE,
  unit: z.string().min(1).max(30).optional(),
}).check(ownNamespace) satisfies z.ZodType<AppMetricOptions>;

/** Reads a number that is read out of log lines. */
export const logMetricSchema = optionsObject({
  pattern: z.string().min(1).max(1024),
  value: z.string().min(1).max(100).optional(),
  ...WATCHED_SHAPE,
}) satisfies z.ZodType<LogMetricOptions>;

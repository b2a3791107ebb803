import { z } from "zod";
import { durationSchema } from "../duration/duration-schema.js";
import { timezoneSchema } from "../job/timezone-schema.js";
import { ownNamespace, PUBLISHED_SHAPE } from "../metric/metric-schema.js";
import { partSchema } from "../part/part-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import {
  type MetricOptions,
  type QueueDepthOptions,
  SCALING_STATISTICS,
  type ScalingScheduleOptions,
} from "./scaling-options.js";

/**
 * What CloudWatch takes as the value of a dimension; the lengths leave room for a name of an alarm that is made of several
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html, 2026-11).
 */
const workNameSchema = (maximumLength: number) =>
  z
    .string()
    .min(1)
    .max(maximumLength)
    .check(
      rule(
        (name) => name === "" || /^(?!:)[ -~]*[!-~][ -~]*$/u.test(name),
        (name) => ({
          code: "UncountableName",
          message: `CloudWatch can't keep a number for "${name}": it takes printable ASCII that doesn't begin with a colon.`,
          fix: "Name it in letters, digits and signs of ASCII, in the app and here.",
        }),
      ),
    );

const sourceSchema = z.union([
  partSchema("a queue, made with queue(…)", "queue"),
  optionsObject({
    broker: partSchema("a broker, made with rabbitmq(…)", "rabbitmq"),
    queue: workNameSchema(100),
    virtualHost: workNameSchema(50).optional(),
  }),
  optionsObject({
    cache: partSchema("a cache, made with valkey(…) or redis(…)", "valkey", "redis", "adoptedCache"),
    stream: workNameSchema(100),
    group: workNameSchema(50),
  }),
]);

/** Reads how a service is scaled on the work that waits. */
export const queueDepthSchema = optionsObject({
  of: sourceSchema,
  messagesPerTask: z.number().positive(),
  idleAfter: durationSchema({ minSeconds: 60, maxSeconds: 86_400 }).optional(),
}) satisfies z.ZodType<QueueDepthOptions>;

const targetSchema = z.number().positive();

/** Reads a metric that a service is scaled on. */
export const metricSchema = z.union([
  optionsObject({
    ...PUBLISHED_SHAPE,
    statistic: z.enum(SCALING_STATISTICS).optional(),
    target: targetSchema,
  }).check(ownNamespace),
  optionsObject({ of: z.string().min(1), target: targetSchema }),
]) satisfies z.ZodType<MetricOptions>;

const taskCountSchema = z.int().min(0).max(5000);

/** Expressions: Application Auto Scaling, ScheduledAction (https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html, 2026-11). */
export const schedulesSchema = z.record(
  z.string(),
  optionsObject({
    at: z.string().check(
      rule(
        (at) =>
          /^(cron\((\S+ ){5}\S+\)|rate\(\d+ (minute|hour|day)s?\)|at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\))$/u.test(
            at,
          ),
        (at) => ({
          code: "InvalidSchedule",
          message: `"${at}" is not an expression that Application Auto Scaling knows.`,
          fix: 'Write it like "cron(0 20 ? * MON-FRI *)": minutes, hours, day of month, month, day of week, year.',
        }),
      ),
    ),
    timezone: timezoneSchema.optional(),
    min: taskCountSchema,
    max: taskCountSchema,
  }),
) satisfies z.ZodType<Readonly<Record<string, ScalingScheduleOptions>>>;

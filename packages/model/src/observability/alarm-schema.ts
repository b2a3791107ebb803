import { z } from "zod";
import { parseDurationSeconds } from "../duration/duration.js";
import { durationSchema, minutesSchema } from "../duration/duration-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { ALARM_LEVELS } from "./alarm-level.js";
import type { AlarmTimingOptions, MetricAlarmOptions, ServiceAlarmsOptions } from "./alarm-options.js";

/** Periods times values are a day at most (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, 2026-11). */
const MOST_MINUTES = 1440;

const TIMING_SHAPE = {
  period: minutesSchema({ minSeconds: 60, maxSeconds: MOST_MINUTES * 60 }).optional(),
  forMinutes: z.int().min(1).max(MOST_MINUTES).optional(),
  level: z.enum(ALARM_LEVELS).optional(),
};

const wholePeriods = rule<AlarmTimingOptions>(
  ({ period, forMinutes }) => {
    const seconds = parseDurationSeconds(period ?? "");
    return seconds === null || seconds < 60 || forMinutes === undefined || (forMinutes * 60) % seconds === 0;
  },
  ({ period, forMinutes }) => ({
    code: "AlarmBetweenPeriods",
    message: `An alarm looks at whole periods, and ${forMinutes} minutes are no multiple of "${period}".`,
    fix: "Make forMinutes a multiple of the period, or leave one of them out.",
  }),
);

const percentSchema = z.number().min(0).max(100);
const countSchema = z.int().min(0);

/** A bound alone, or with its timing; `null` switches the alarm off. */
const above = <Bound extends z.ZodType>(bound: Bound) =>
  z.union([bound, optionsObject({ above: bound, ...TIMING_SHAPE }).check(wholePeriods), z.null()]).optional();

const hostsSchema = z.int().min(1);

/** Reads the bounds of a service's alarms. */
export const serviceAlarmsSchema = optionsObject({
  errorPercent: above(percentSchema),
  latency: above(durationSchema({ minSeconds: 1, maxSeconds: 4000 })),
  unhealthyHosts: above(countSchema),
  healthyHosts: z
    .union([hostsSchema, optionsObject({ below: hostsSchema, ...TIMING_SHAPE }).check(wholePeriods), z.null()])
    .optional(),
  cpuPercent: above(percentSchema),
  memoryPercent: above(percentSchema),
}) satisfies z.ZodType<ServiceAlarmsOptions>;

/** Reads when the alarm on a metric of the app's own rings. */
export const metricAlarmSchema = z.union([
  optionsObject({ above: z.number(), ...TIMING_SHAPE }).check(wholePeriods),
  optionsObject({ below: z.number(), ...TIMING_SHAPE }).check(wholePeriods),
]) satisfies z.ZodType<MetricAlarmOptions>;

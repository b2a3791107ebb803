import { z } from "zod";
import { durationSchema } from "../duration/duration-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { CONTAINER_SHAPE } from "../service/container-schema.js";
import { timezoneSchema } from "./timezone-schema.js";
import type { JobOptions } from "./job.js";

const CRON = /^cron\(\S+(?: \S+){5}\)$/u;
const RATE = /^rate\(\d+ (?:minute|minutes|hour|hours|day|days)\)$/u;

const scheduleSchema = z.string().check(
  rule(
    (text) => CRON.test(text) || RATE.test(text),
    (text) => ({
      code: "InvalidSchedule",
      message: `"${text}" is not an expression of EventBridge Scheduler.`,
      fix: 'Write "rate(1 hour)", or "cron(…)" with six fields: "cron(0 3 * * ? *)" is three in the morning.',
    }),
  ),
);

/** Reads the options of a job. */
export const jobSchema = optionsObject({
  ...CONTAINER_SHAPE,
  schedule: scheduleSchema.optional(),
  timezone: timezoneSchema.optional(),
  timeout: durationSchema({ minSeconds: 1, maxSeconds: 14 * 86_400 }).optional(),
}) satisfies z.ZodType<JobOptions>;

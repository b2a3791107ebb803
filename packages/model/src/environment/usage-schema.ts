import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { UsageOptions } from "./usage-options.js";

const amount = z.number().check(
  rule(
    (value) => value >= 0 && Number.isFinite(value),
    (value) => ({
      code: "InvalidUsage",
      message: `A month can't bring ${value} of anything.`,
      fix: "Write an amount from 0 up, or leave it out to take what is assumed.",
    }),
  ),
);

const share = z.number().check(
  rule(
    (value) => value >= 0 && value <= 1,
    (value) => ({
      code: "InvalidUsage",
      message: `An average hour can't lie ${value} of the way from the least to the most tasks.`,
      fix: "Write a share from 0 to 1: 0.2 is a fifth of the way.",
    }),
  ),
);

const part = z.number().check(
  rule(
    (value) => value >= 0 && value <= 1,
    (value) => ({
      code: "InvalidUsage",
      message: `${value} is no part of a whole.`,
      fix: "Write a share from 0 to 1: 0.2 is a fifth.",
    }),
  ),
);

/** Reads what a month brings. */
export const usageSchema = optionsObject({
  requestsPerMonth: amount.optional(),
  requestKb: amount.optional(),
  responseKb: amount.optional(),
  logKbPerRequest: amount.optional(),
  load: share.optional(),
  releases: amount.optional(),
  imageGb: amount.optional(),
  storedGb: amount.optional(),
  monthlyUsers: amount.optional(),
  inputTokens: amount.optional(),
  outputTokens: amount.optional(),
  tracedShare: part.optional(),
  jobMinutes: amount.optional(),
  databaseCpu: part.optional(),
  pausedShare: part.optional(),
  dailyChange: part.optional(),
}) satisfies z.ZodType<UsageOptions>;

import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { AlertsOptions } from "./alerts-options.js";

const emailsSchema = z.array(
  z.string().check(
    rule(
      (email) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email),
      (email) => ({
        code: "InvalidEmail",
        message: `"${email}" is not an email address.`,
        fix: 'Write it like "oncall@example.com".',
      }),
    ),
  ),
);

/** Reads who is told. */
export const alertsSchema = z.union([
  emailsSchema,
  optionsObject({ warning: emailsSchema, critical: emailsSchema }),
]) satisfies z.ZodType<AlertsOptions>;

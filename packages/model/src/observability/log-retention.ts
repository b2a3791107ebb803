import { z } from "zod";
import { rule } from "../problem/rule.js";

/** Days that CloudWatch Logs accepts (CloudWatch Logs, RetentionInDays; quoted by aws-cdk-lib 2.276, 2026-11). */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const nearest = (days: number): number =>
  LOG_RETENTION_DAYS.find((known) => known >= days) ?? LOG_RETENTION_DAYS[LOG_RETENTION_DAYS.length - 1] ?? 0;

/** Days that logs are kept. */
export const logRetentionSchema = z.number().check(
  rule(
    (days) => LOG_RETENTION_DAYS.some((known) => known === days),
    (days) => ({
      code: "InvalidLogRetention",
      message: `CloudWatch Logs can't keep logs for ${days} days.`,
      fix: `Use ${nearest(days)}; it accepts ${LOG_RETENTION_DAYS.join(", ")}.`,
    }),
  ),
);

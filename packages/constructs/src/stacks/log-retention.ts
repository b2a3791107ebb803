import { RetentionDays } from "aws-cdk-lib/aws-logs";

/** The retentions that CloudWatch Logs offers, in days. */
const OFFERED: readonly number[] = Object.values(RetentionDays).filter((value) => typeof value === "number");

/**
 * The retention that CloudWatch Logs offers for a number of days: the same, or the next longer one.
 * More than it offers is forever.
 */
export const logRetention = (days: number): RetentionDays =>
  OFFERED.filter((offered) => offered >= days && offered < RetentionDays.INFINITE).sort((a, b) => a - b)[0] ??
  RetentionDays.INFINITE;

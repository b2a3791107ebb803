import { RetentionDays } from "aws-cdk-lib/aws-logs";

/** The retentions that CloudWatch Logs offers, shortest first; each is a number of days. */
const OFFERED: readonly RetentionDays[] = Object.values(RetentionDays)
  .filter((value) => typeof value !== "string")
  .filter((value) => value !== RetentionDays.INFINITE)
  .sort((a, b) => a - b);

/** The enum's values are days; as a number they compare with others. */
const daysOf = (retention: RetentionDays): number => retention;

/**
 * The retention that CloudWatch Logs offers for a number of days: the same, or the next longer one.
 * More than it offers is forever.
 */
export const logRetention = (days: number): RetentionDays =>
  OFFERED.find((offered) => daysOf(offered) >= days) ?? RetentionDays.INFINITE;

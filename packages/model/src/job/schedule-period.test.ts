import { describe, expect, it } from "vitest";
import { schedulePeriodSeconds } from "./schedule-period.js";

describe("the period of a schedule", () => {
  it.each([
    ["rate(1 minute)", 60],
    ["rate(90 minutes)", 5400],
    ["rate(2 hours)", 7200],
    ["rate(7 days)", 604_800],
    ["cron(* * * * ? *)", 60],
    ["cron(0/15 * * * ? *)", 900],
    ["cron(5,25,50 * * * ? *)", 900],
    ["cron(0-10 3 * * ? *)", 60],
    ["cron(30 * * * ? *)", 3600],
    ["cron(30 8,20 * * ? *)", 43_200],
    ["cron(0 3 * * ? *)", 86_400],
    ["cron(0 3 ? * SUN *)", 86_400],
  ])("of %s is %i seconds", (expression, seconds) => {
    expect(schedulePeriodSeconds(expression)).toBe(seconds);
  });
});

import { textOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

const PER_MONTH = { minute: 43_800, hour: 730, day: 30.4 } as const;

/** EventBridge Scheduler by runs; the tasks that it starts are in no line, since nobody knows how long they take. */
export const schedule = priced(({ properties }) => {
  const expression = textOf(properties["ScheduleExpression"]) ?? "";
  const runs = runsPerMonth(expression);
  return [
    {
      price: { service: "EventBridge Scheduler", item: "invocations above 14M free" },
      what: "runs",
      quantity: fixed(runs),
      assumption: `at most ${Math.round(runs).toLocaleString("en")} runs a month by ${expression}`,
    },
  ];
});

function runsPerMonth(expression: string): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) {
    const unit = rate[2] === "minute" ? "minute" : rate[2] === "hour" ? "hour" : "day";
    return PER_MONTH[unit] / Number(rate[1]);
  }
  // A cron's minutes that are one number run at most once an hour.
  return /^cron\(\d+ \d+ /.test(expression)
    ? PER_MONTH.day
    : /^cron\(\d+ /.test(expression)
      ? PER_MONTH.hour
      : PER_MONTH.minute;
}

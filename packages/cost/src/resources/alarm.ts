import { type GraphResource, numberOf, recordOf, recordsOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Below a minute an alarm is one of high resolution. */
const MINUTE_SECONDS = 60;

/** An alarm is charged for each metric that it reads (https://aws.amazon.com/cloudwatch/pricing/, 2026-11). */
export const alarm = priced(({ properties }) => {
  const metrics = metricCount(properties);
  const isFast = Math.min(...periods(properties)) < MINUTE_SECONDS;
  return [
    {
      price: { service: "CloudWatch", item: isFast ? "alarm high-resolution" : "alarm standard" },
      what: metrics === 1 ? "alarm" : `alarm on ${metrics} metrics`,
      quantity: fixed(metrics),
      assumption: null,
    },
  ];
});

/** Of the alarm, or of the metrics that it reckons with. */
const periods = ({ Period, Metrics }: GraphResource["properties"]): readonly number[] =>
  [Period, ...recordsOf(Metrics).flatMap((query) => [query["Period"], recordOf(query["MetricStat"])["Period"]])].map(
    (period) => numberOf(period) ?? MINUTE_SECONDS,
  );

function metricCount({ Metrics }: GraphResource["properties"]): number {
  const read = recordsOf(Metrics).filter((query) => Object.keys(recordOf(query["MetricStat"])).length > 0);
  return Math.max(1, read.length);
}

/** A composite alarm has a price of its own. */
export const compositeAlarm = priced(() => [
  {
    price: { service: "CloudWatch", item: "alarm composite" },
    what: "composite alarm",
    quantity: fixed(1),
    assumption: null,
  },
]);

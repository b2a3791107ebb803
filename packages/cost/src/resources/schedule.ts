import { type GraphResource, numberOf, recordOf, recordsOf, textOf } from "@fairlead/check";
import type { Charge } from "../charge/charge.js";
import { fixed, scaled } from "../charge/range.js";
import { taskCharges } from "./task-charges.js";
import { priced, type Surroundings } from "./treatment.js";

const PER_MONTH = { minute: 43_800, hour: 730, day: 30.4 } as const;

const MINUTES_PER_HOUR = 60;
/** https://aws.amazon.com/fargate/pricing/ (2026-11): a task on Linux is charged for one minute at least. */
const LEAST_MINUTES = 1;

/** EventBridge Scheduler by runs, and the tasks on Fargate that it starts. */
export const schedule = priced((resource, around) => {
  const expression = textOf(resource.properties["ScheduleExpression"]) ?? "";
  const runs = textOf(resource.properties["State"]) === "DISABLED" ? 0 : runsPerMonth(expression);
  const atMost = `at most ${Math.round(runs).toLocaleString("en")} runs a month by ${expression}`;
  return [
    {
      price: { service: "EventBridge Scheduler", item: "invocations above 14M free" },
      what: "runs",
      quantity: fixed(runs),
      assumption: atMost,
    },
    ...startedTasks(resource, { runs, atMost, around }),
  ];
});

interface Runs {
  readonly runs: number;
  readonly atMost: string;
  readonly around: Surroundings;
}

function startedTasks(resource: GraphResource, { runs, atMost, around }: Runs): readonly Charge[] {
  const target = recordOf(recordOf(resource.properties["Target"])["EcsParameters"]);
  const definition = around.graph.follow(resource.stack, target["TaskDefinitionArn"])?.resource;
  if (definition === undefined || textOf(target["LaunchType"]) === "EC2") return [];
  const minutes = Math.max(LEAST_MINUTES, around.usage.jobMinutes);
  const hours = fixed((runs * (numberOf(target["TaskCount"]) ?? 1) * minutes) / MINUTES_PER_HOUR);
  const isSpot = recordsOf(target["CapacityProviderStrategy"]).some(
    (each) => textOf(each["CapacityProvider"] ?? each["capacityProvider"]) === "FARGATE_SPOT",
  );
  return taskCharges(definition, {
    onDemand: scaled(hours, isSpot ? 0 : 1),
    spot: scaled(hours, isSpot ? 1 : 0),
    commitment: around.terms.commitment,
    assumption: `${atMost}, of ${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
  });
}

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

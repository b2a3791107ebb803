import type { ResolvedAlarm, ResolvedApp } from "@fairlead/model";
import { describeDuration } from "../report/phrases.js";
import { type Page, section } from "../report/page.js";
import { columns } from "../terminal/wrap.js";

/** When it rings, as in `critical, above 5 in 3 of 5 × 60 s`. */
function describeRinging(alarm: ResolvedAlarm): string {
  const { level, comparison, threshold, periodSeconds, evaluationPeriods, datapointsToAlarm } = alarm;
  const bound = `${level}, ${comparison} ${threshold}`;
  if (evaluationPeriods === 1) return `${bound} over ${describeDuration(periodSeconds)}`;
  const within = describeDuration(evaluationPeriods * periodSeconds);
  return datapointsToAlarm === evaluationPeriods
    ? `${bound} for ${within}`
    : `${bound} for ${describeDuration(datapointsToAlarm * periodSeconds)} of ${within}`;
}

/** Alarms on one part, and those that its description switches off, each with its reason. */
export function alarmLines({ observability }: ResolvedApp, address: string, page: Page): readonly string[] {
  const { style, width } = page;
  const { alarms, silenced } = observability;
  return [
    ...section(
      "Alarms",
      columns(
        alarms
          .filter(({ subject }) => subject === address)
          .flatMap((alarm) => [
            [style("name", alarm.name), describeRinging(alarm)],
            ["", style("quiet", alarm.reason)],
          ]),
        width,
      ),
      page,
    ),
    ...section(
      "Alarms that are switched off",
      columns(
        silenced
          .filter(({ subject }) => subject === address)
          .map(({ name, reason }) => [style("name", name), style("quiet", reason)]),
        width,
      ),
      page,
    ),
  ];
}

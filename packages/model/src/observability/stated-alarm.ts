import { secondsOf } from "../duration/seconds-of.js";
import { resolveTiming } from "../metric/resolve-metrics.js";
import type { AlarmTimingOptions, ServiceAlarmsOptions } from "./alarm-options.js";
import type { DerivedAlarm } from "./derived-alarm.js";
import type { ResolvedAlarm, SilencedAlarm } from "./resolved-observability.js";

type Stated = ServiceAlarmsOptions[keyof ServiceAlarmsOptions];

/** An alarm of a service with what its description says of it: another bound, another timing, or nothing at all (`null`). */
export function stateAlarm({ option, alarm, describe }: DerivedAlarm, options: ServiceAlarmsOptions): ResolvedAlarm[] {
  const stated = options[option];
  if (stated === undefined) return [alarm];
  if (stated === null) return [];
  const threshold = thresholdOf(stated);
  const timing: AlarmTimingOptions = typeof stated === "object" ? stated : {};
  return [
    {
      ...alarm,
      threshold,
      level: timing.level ?? alarm.level,
      ...periodsOf(timing, alarm),
      reason: `${describe(threshold)}; ${alarm.subject}.alarms.${option} sets the bound.`,
    },
  ];
}

/** The alarms of a service that its description switches off. */
export const silencedAlarms = (
  derived: readonly DerivedAlarm[],
  options: ServiceAlarmsOptions,
): readonly SilencedAlarm[] =>
  derived
    .filter(({ option }) => options[option] === null)
    .map(({ option, describe, alarm: { name, subject, threshold } }) => ({
      name,
      subject,
      reason: `${subject}.alarms.${option} is null. By itself it would ring when this is so: ${describe(threshold)}.`,
    }));

function thresholdOf(stated: NonNullable<Stated>): number {
  const bound = typeof stated === "object" ? ("below" in stated ? stated.below : stated.above) : stated;
  return typeof bound === "string" ? secondsOf(bound, 0) : bound;
}

/** Where only the bound is stated, the alarm's own timing stays. */
function periodsOf(
  timing: AlarmTimingOptions,
  alarm: ResolvedAlarm,
): Pick<ResolvedAlarm, "datapointsToAlarm" | "evaluationPeriods" | "periodSeconds"> {
  const { datapointsToAlarm, evaluationPeriods, periodSeconds } = alarm;
  if (timing.period === undefined && timing.forMinutes === undefined) {
    return { datapointsToAlarm, evaluationPeriods, periodSeconds };
  }
  const stated = resolveTiming(timing);
  return {
    datapointsToAlarm: stated.periods,
    evaluationPeriods: stated.periods,
    periodSeconds: stated.periodSeconds,
  };
}

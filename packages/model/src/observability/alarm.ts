import type { ResolvedAlarm } from "./resolved-observability.js";

/** What alarms have in common unless they say otherwise. */
const ALARM_DEFAULTS = {
  comparison: "above",
  /** What AWS's metrics come in; a longer period sees trouble later. */
  periodSeconds: 60,
  /** No traffic and a paused database send no metrics and are no trouble. */
  missingData: "not-breaching",
  rollsBack: false,
  /** Most alarms ring before anybody suffers; those that don't say so. */
  level: "warning",
} as const satisfies Partial<ResolvedAlarm>;

type Stated = Omit<
  ResolvedAlarm,
  keyof typeof ALARM_DEFAULTS | "evaluationPeriods" | "datapointsToAlarm" | "threshold"
> &
  Partial<ResolvedAlarm>;

/** When an alarm rings: beyond `threshold` in `minutes` of the last `outOf` (default as many). */
interface Ringing {
  readonly threshold: number;
  readonly minutes: number;
  readonly outOf?: number;
}

/** Puts an alarm together. */
export const alarm = (stated: Stated, { threshold, minutes, outOf = minutes }: Ringing): ResolvedAlarm => ({
  ...ALARM_DEFAULTS,
  ...stated,
  threshold,
  evaluationPeriods: outOf,
  datapointsToAlarm: minutes,
});

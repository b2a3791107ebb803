const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/u;
const CRON_MINUTES = /^cron\((\S+) (\S+) /u;

/**
 * The least time between two runs of a schedule, as far as it can be read off without a calendar: of a cron expression that names a
 * minute it is taken for an hour where every hour may match, and for a day otherwise.
 *
 * @param expression Of EventBridge Scheduler, e.g. `rate(1 minute)` or `cron(0/15 * * * ? *)`.
 * @returns Seconds.
 */
export function schedulePeriodSeconds(expression: string): number {
  const rate = RATE.exec(expression);
  if (rate !== null) return Number(rate[1]) * unitSeconds(rate[2]);
  const [, minutes = "0", hours = "0"] = CRON_MINUTES.exec(expression) ?? [];
  const step = leastStep(minutes, 60);
  if (step !== null) return step * SECONDS.minute;
  const hourStep = leastStep(hours, 24);
  return hourStep === null ? SECONDS.day : hourStep * SECONDS.hour;
}

const unitSeconds = (unit = ""): number =>
  unit === "minute" ? SECONDS.minute : unit === "hour" ? SECONDS.hour : SECONDS.day;

/** Of a field of a cron expression; `null`: it names one moment. */
function leastStep(field: string, whole: number): number | null {
  if (field === "*") return 1;
  const [, step] = /\/(\d+)$/u.exec(field) ?? [];
  if (step !== undefined) return Number(step);
  if (field.includes("-")) return 1;
  const listed = field
    .split(",")
    .map(Number)
    .toSorted((left, right) => left - right);
  if (listed.length < 2) return null;
  return Math.min(...listed.map((moment, at) => (listed[at + 1] ?? (listed[0] ?? 0) + whole) - moment));
}

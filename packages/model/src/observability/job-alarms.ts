import { addressOf } from "../address.js";
import type { ResolvedJob } from "../job/resolved-job.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** What rang for a minute in the night would be silent before anyone looks. */
const RINGS_MINUTES = 60;

/** Alarms of a job that the clock starts. A release job fails its release, and who starts a job by hand sees its end. */
export function jobAlarms({ name, trigger }: ResolvedJob): ResolvedAlarm[] {
  if (trigger.kind !== "schedule") return [];
  return [
    alarm(
      {
        name: `${name}-failed-runs`,
        subject: addressOf("job", name),
        metric: { kind: "failed-runs" },
        reason:
          "A run failed, took too long or never began; what is known of it waits in the job's queue of failed runs. The next run is the schedule's.",
      },
      { threshold: 0, minutes: 1, outOf: RINGS_MINUTES },
    ),
  ];
}

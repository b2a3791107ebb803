import { addressOf } from "../address.js";
import type { ResolvedQueue } from "../queue/resolved-queue.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** Alarms of a queue: work that waits, and work that failed for good. */
export function queueAlarms({ name, alarmAfterSeconds }: ResolvedQueue): ResolvedAlarm[] {
  const subject = addressOf("queue", name);
  return [
    alarm(
      {
        name: `${name}-oldest-message`,
        subject,
        metric: { kind: "queue-oldest-message" },
        level: "critical",
        reason: "The oldest message has waited for longer than anybody should: its workers are away, or too few.",
      },
      { threshold: alarmAfterSeconds, minutes: 3 },
    ),
    alarm(
      {
        name: `${name}-dead-letters`,
        subject,
        metric: { kind: "queue-dead-letters" },
        reason: "A message failed as often as it is tried. It waits for somebody to look at it, and is then forgotten.",
      },
      { threshold: 0, minutes: 1 },
    ),
  ];
}

import { addressOf } from "../address.js";
import type { ResolvedBroker } from "../broker/resolved-broker.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** Alarms of a broker of Amazon MQ. One in a container is watched as the service that it is. */
export function brokerAlarms({ name, engine }: ResolvedBroker): ResolvedAlarm[] {
  if (engine.kind === "container") return [];
  const subject = addressOf("broker", name);
  return [
    alarm(
      {
        name: `${name}-broker-memory`,
        subject,
        metric: { kind: "broker-memory-percent" },
        level: "critical",
        reason: "At 100 % of its high-water mark RabbitMQ stops every publisher, and messages wait in the services.",
      },
      { threshold: 80, minutes: 5 },
    ),
    alarm(
      {
        name: `${name}-broker-disk`,
        subject,
        metric: { kind: "broker-disk-percent" },
        reason:
          "At 100 % the free disk is down to its limit, and RabbitMQ stops every publisher. Nobody reads what fills it.",
      },
      { threshold: 50, minutes: 15 },
    ),
    alarm(
      {
        name: `${name}-broker-cpu`,
        subject,
        metric: { kind: "broker-cpu-percent" },
        reason: "A quarter of an hour near all of its CPU: messages take longer from here on.",
      },
      { threshold: 85, minutes: 15 },
    ),
  ];
}

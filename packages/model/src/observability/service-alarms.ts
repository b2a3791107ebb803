import { addressOf } from "../address.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** A reasoning model may think for seconds before it streams; for longer than this nobody waits without a sign. */
const MOST_SECONDS_TO_FIRST_BYTE = 30;

/** Alarms of a service: how it answers when a route leads to it, and how much of its tasks it uses. */
export const serviceAlarms = (service: ResolvedService): ResolvedAlarm[] => [
  ...(service.targetHealth === null ? [] : answerAlarms(service)),
  ...usageAlarms(service),
  ...logMetricAlarms(service),
];

function answerAlarms(service: ResolvedService): ResolvedAlarm[] {
  const subject = addressOf("service", service.name);
  const { rollbackOnAlarms: rollsBack } = service.rollout;
  return [
    alarm(
      {
        name: `${service.name}-5xx`,
        subject,
        metric: { kind: "target-5xx-percent" },
        rollsBack,
        reason:
          "One answer in twenty is a server error. A provider's hiccup passes within a minute or two; a broken release doesn't.",
      },
      { threshold: 5, minutes: 3, outOf: 5 },
    ),
    alarm(
      {
        name: `${service.name}-latency`,
        subject,
        metric: { kind: "target-latency-p95" },
        rollsBack,
        reason:
          "ALB measures until the first byte, so a long stream is no latency. One request in twenty waits half of the longest response, 30 s at most, before anything comes.",
      },
      {
        threshold: Math.min(MOST_SECONDS_TO_FIRST_BYTE, service.longestResponseSeconds / 2),
        minutes: 3,
        outOf: 5,
      },
    ),
    alarm(
      {
        name: `${service.name}-unhealthy`,
        subject,
        metric: { kind: "unhealthy-hosts" },
        rollsBack,
        reason: "A task that fails its health check for three minutes has not been replaced by one that passes.",
      },
      { threshold: 0, minutes: 3 },
    ),
  ];
}

function usageAlarms({ name }: ResolvedService): ResolvedAlarm[] {
  const subject = addressOf("service", name);
  return [
    alarm(
      {
        name: `${name}-cpu`,
        subject,
        metric: { kind: "service-cpu-percent" },
        reason: "Scaling aims well below this; ten minutes of it mean that there are no more tasks to add.",
      },
      { threshold: 85, minutes: 10 },
    ),
    alarm(
      {
        name: `${name}-memory`,
        subject,
        metric: { kind: "service-memory-percent" },
        reason: "At 100 % ECS kills the task and every response in it; a leak is seen here first.",
      },
      { threshold: 90, minutes: 5 },
    ),
  ];
}

const logMetricAlarms = ({ name, logMetrics }: ResolvedService): ResolvedAlarm[] =>
  logMetrics.flatMap((metric) => {
    if (metric.alarm === null) return [];
    const { above, forMinutes } = metric.alarm;
    return [
      alarm(
        {
          name: `${name}-log-${metric.name}`,
          subject: addressOf("service", name),
          metric: { kind: "log-metric", metric: metric.name },
          reason: `The description says that "${metric.name}" above ${above} for ${forMinutes} min is too much.`,
        },
        { threshold: above, minutes: forMinutes },
      ),
    ];
  });

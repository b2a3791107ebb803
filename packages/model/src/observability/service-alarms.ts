import { addressOf } from "../address.js";
import { formatDuration } from "../duration/duration.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { alarm } from "./alarm.js";
import type { ServiceAlarmsOptions } from "./alarm-options.js";
import type { DerivedAlarm } from "./derived-alarm.js";
import { metricAlarms } from "./metric-alarms.js";
import type { ResolvedAlarm } from "./resolved-observability.js";
import { stateAlarm } from "./stated-alarm.js";

/** A reasoning model may think for seconds before it streams; for longer than this nobody waits without a sign. */
const MOST_SECONDS_TO_FIRST_BYTE = 30;

/** Alarms of a service: how it answers when a route leads to it, how much of its tasks it uses, and what it counts itself. */
export const serviceAlarms = (service: ResolvedService, stated: ServiceAlarmsOptions): ResolvedAlarm[] => [
  ...derivedAlarms(service, stated).flatMap((derived) => stateAlarm(derived, stated)),
  ...metricAlarms(service),
];

/** The alarms of a service as they are by themselves. */
export const derivedAlarms = (service: ResolvedService, stated: ServiceAlarmsOptions): DerivedAlarm[] => [
  ...(service.targetHealth === null ? [] : answerAlarms(service)),
  ...(isAlwaysThere(service) || stated.healthyHosts !== undefined ? healthyAlarms(service) : []),
  ...usageAlarms(service),
];

function answerAlarms(service: ResolvedService): DerivedAlarm[] {
  const subject = addressOf("service", service.name);
  const { rollbackOnAlarms: rollsBack } = service.rollout;
  return [
    {
      option: "errorPercent",
      describe: (percent) => `More than ${percent} % of the answers are server errors`,
      alarm: alarm(
        {
          name: `${service.name}-5xx`,
          subject,
          metric: { kind: "target-5xx-percent" },
          level: "critical",
          rollsBack,
          reason:
            "One answer in twenty is a server error. A provider's hiccup passes within a minute or two; a broken release doesn't.",
        },
        { threshold: 5, minutes: 3, outOf: 5 },
      ),
    },
    {
      option: "latency",
      describe: (seconds) => `One request in twenty waits for more than ${seconds} s until the first byte`,
      alarm: alarm(
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
    },
    {
      option: "unhealthyHosts",
      describe: (tasks) =>
        tasks === 0 ? "A task fails its health check" : `More than ${tasks} tasks fail their health check`,
      alarm: alarm(
        {
          name: `${service.name}-unhealthy`,
          subject,
          metric: { kind: "unhealthy-hosts" },
          level: "critical",
          rollsBack,
          reason: "A task that fails its health check for three minutes has not been replaced by one that passes.",
        },
        { threshold: 0, minutes: 3 },
      ),
    },
  ];
}

/** A service that may go down to no task has none that is healthy when all is well. */
const isAlwaysThere = ({ targetHealth, scaling }: ResolvedService): boolean =>
  targetHealth !== null && scaling.minTasks > 0 && scaling.schedules.every(({ minTasks }) => minTasks > 0);

/** Where a release stops the old tasks first, there is none until the new ones are well; a start takes a minute or two. */
const MINUTES_BETWEEN_TASKS = 5;

function healthyAlarms({ name, targetHealth, rollout }: ResolvedService): DerivedAlarm[] {
  if (targetHealth === null) return [];
  const found = formatDuration(targetHealth.intervalSeconds * targetHealth.unhealthyThreshold);
  return [
    {
      option: "healthyHosts",
      describe: (tasks) =>
        tasks === 1 ? "No task passes its health check" : `Fewer than ${tasks} tasks pass their health check`,
      alarm: alarm(
        {
          name: `${name}-healthy`,
          subject: addressOf("service", name),
          metric: { kind: "healthy-hosts" },
          comparison: "below",
          level: "critical",
          // "Reported if there are registered targets": without any there is no zero but nothing
          // (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html, 2026-11).
          missingData: "breaching",
          reason: `No task passes its health check, so nobody is served. A task counts as unhealthy after ${found}.`,
        },
        { threshold: 1, minutes: rollout.minimumHealthyPercent === 0 ? MINUTES_BETWEEN_TASKS : 1 },
      ),
    },
  ];
}

function usageAlarms({ name }: ResolvedService): DerivedAlarm[] {
  const subject = addressOf("service", name);
  return [
    {
      option: "cpuPercent",
      describe: (percent) => `The tasks use more than ${percent} % of their CPU`,
      alarm: alarm(
        {
          name: `${name}-cpu`,
          subject,
          metric: { kind: "service-cpu-percent" },
          reason: "Scaling aims well below this; ten minutes of it mean that there are no more tasks to add.",
        },
        { threshold: 85, minutes: 10 },
      ),
    },
    {
      option: "memoryPercent",
      describe: (percent) => `The tasks use more than ${percent} % of their memory`,
      alarm: alarm(
        {
          name: `${name}-memory`,
          subject,
          metric: { kind: "service-memory-percent" },
          reason: "At 100 % ECS kills the task and every response in it; a leak is seen here first.",
        },
        { threshold: 90, minutes: 5 },
      ),
    },
  ];
}

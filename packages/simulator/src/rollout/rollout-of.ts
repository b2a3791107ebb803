import { UserError } from "@fairlead/errors";
import {
  addressOf,
  approvalMinutesOf,
  type ResolvedAlarm,
  type ResolvedApp,
  type ResolvedRollout,
  type ResolvedService,
  smokeJobOf,
} from "@fairlead/model";
import type {
  Rollout,
  RolloutAlarm,
  RolloutAlarms,
  RolloutHook,
  RolloutStrategy,
  RolloutTargetGroup,
} from "./rollout.js";

/** A first guess at what nobody states; a caller who knows better spreads its own over it. */
const DEFAULTS = {
  /** Fargate's placement, network interface and a pull of some hundred MB (`start-times`). */
  start: { leastRunningSeconds: 30, mostRunningSeconds: 60, leastReadySeconds: 5, mostReadySeconds: 20 },
  /** A migration of a schema, with the task's own start (`release-job-time`). */
  releaseJobSeconds: 90,
  /** A handful of requests, with the task's own start (`release-job-time`). */
  smokeJobSeconds: 90,
} as const;

const SECONDS_PER_MONTH = 30 * 24 * 3600;

/** A busy hour has three times the month's average. */
const BUSY_HOUR = 3;

/**
 * A release of a service, as the description has it: from its least number of tasks, in a busy hour.
 *
 * @throws UserError `UnknownService` when the app has no service of this name.
 */
export function rolloutOf(app: ResolvedApp, serviceName: string): Rollout {
  const service = app.services.find(({ name }) => name === serviceName);
  if (service === undefined)
    throw UserError.of("UnknownService", {
      message: `There is no service "${serviceName}" in ${app.name} ${app.environment.name}.`,
      fix: `Name one of ${app.services.map(({ name }) => name).join(", ")}.`,
    });
  const { rollout } = service;
  return {
    service: service.name,
    strategy: strategyOf(rollout),
    desired: Math.max(1, service.scaling.minTasks),
    minimumHealthyPercent: rollout.minimumHealthyPercent,
    maximumPercent: rollout.maximumPercent,
    hasPrevious: true,
    circuitBreaker: { enabled: true, rollback: true, resetOnHealthyTask: true },
    alarms: alarmsOf(app, service),
    targetGroup: targetGroupOf(service),
    containerHealth: containerHealthOf(service),
    stopTimeoutSeconds: service.stopTimeoutSeconds,
    exitsAfterSeconds: service.traits.exitsAfterSeconds,
    hooks: hooksOf(rollout),
    capacity: service.capacity,
    zones: app.network.zones,
    requestsPerSecond: requestsPerSecond(app, service),
    longestResponseSeconds: service.longestResponseSeconds,
    releaseJob: service.releaseJob === null ? null : { name: service.releaseJob, seconds: DEFAULTS.releaseJobSeconds },
    start: DEFAULTS.start,
  };
}

/** A person is asked while the smoke job runs; both must let the deployment go on. */
function hooksOf(rollout: ResolvedRollout): RolloutHook[] {
  const [smoke, approval] = [smokeJobOf(rollout), approvalMinutesOf(rollout)];
  const stage = "POST_TEST_TRAFFIC_SHIFT";
  return [
    ...(smoke === null
      ? []
      : [{ kind: "function", name: smoke, stage, seconds: DEFAULTS.smokeJobSeconds, answer: "succeeded" } as const]),
    ...(approval === null
      ? []
      : [{ kind: "pause", name: "approval", stage, timeoutSeconds: approval * 60, atTimeout: "rollback" } as const]),
  ];
}

function strategyOf(rollout: ResolvedRollout): RolloutStrategy {
  switch (rollout.strategy) {
    case "rolling":
      return { kind: "rolling" };
    case "blue-green":
      return { kind: "blue-green", bakeSeconds: rollout.bakeMinutes * 60 };
    case "linear":
      return {
        kind: "linear",
        stepPercent: rollout.stepPercent,
        stepSeconds: rollout.stepMinutes * 60,
        bakeSeconds: rollout.bakeMinutes * 60,
      };
    case "canary":
      return {
        kind: "canary",
        canaryPercent: rollout.canaryPercent,
        canarySeconds: rollout.canaryMinutes * 60,
        bakeSeconds: rollout.bakeMinutes * 60,
      };
  }
}

function alarmsOf(app: ResolvedApp, service: ResolvedService): RolloutAlarms | null {
  if (!service.rollout.rollbackOnAlarms) return null;
  const subject = addressOf("service", service.name);
  const alarms = app.observability.alarms
    .filter((alarm) => alarm.rollsBack && alarm.subject === subject)
    .map(({ name, threshold, comparison, periodSeconds, evaluationPeriods, datapointsToAlarm, metric }) => ({
      name,
      threshold,
      comparison,
      periodSeconds,
      evaluationPeriods,
      datapointsToAlarm,
      metric: simulatedMetric(metric.kind),
    }));
  return alarms.length === 0 ? null : { alarms, rollback: true };
}

function simulatedMetric(kind: ResolvedAlarm["metric"]["kind"]): RolloutAlarm["metric"] {
  return kind === "target-5xx-percent" || kind === "unhealthy-hosts" || kind === "healthy-hosts" ? kind : "other";
}

function targetGroupOf(service: ResolvedService): RolloutTargetGroup | null {
  const { targetHealth, deregistrationDelaySeconds, healthCheckGraceSeconds } = service;
  if (targetHealth === null) return null;
  return {
    intervalSeconds: targetHealth.intervalSeconds,
    timeoutSeconds: targetHealth.timeoutSeconds,
    healthyThreshold: targetHealth.healthyThreshold,
    unhealthyThreshold: targetHealth.unhealthyThreshold,
    deregistrationDelaySeconds: deregistrationDelaySeconds ?? 0,
    graceSeconds: healthCheckGraceSeconds,
  };
}

function containerHealthOf({ containerHealth }: ResolvedService): Rollout["containerHealth"] {
  if (containerHealth === null) return null;
  const { intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } = containerHealth;
  return { intervalSeconds, timeoutSeconds, retries, startPeriodSeconds };
}

/** The month's requests, shared out among the services that a route leads to. */
function requestsPerSecond(app: ResolvedApp, { targetHealth }: ResolvedService): number {
  if (targetHealth === null) return 0;
  const routed = app.services.filter((service) => service.targetHealth !== null).length;
  return ((app.environment.usage.requestsPerMonth / routed) * BUSY_HOUR) / SECONDS_PER_MONTH;
}

import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { DescribedApp } from "../app/described-app.js";
import { formatDuration } from "../duration/duration.js";
import { DURATION_LIMITS } from "./derive-durations.js";
import { stopCeiling } from "./stop-ceiling.js";
import type { ResolvedService } from "./resolved-service.js";

/** What follows from the longest response must be what AWS can hold. */
export const checkDurations: Check = (app, description) =>
  app.services.flatMap((service) => [
    ...checkLongestResponse(service),
    ...checkStopTimeout(service, description),
    ...checkHealthTimeouts(service),
  ]);

/** A route's drain is the tightest of what the load balancer holds: 3600 s against 4000 s of idle timeout. */
function checkLongestResponse({ name, deregistrationDelaySeconds }: ResolvedService): Problem[] {
  const most = DURATION_LIMITS.deregistrationDelaySeconds;
  if (deregistrationDelaySeconds === null || deregistrationDelaySeconds <= most) return [];
  return [
    {
      path: `${addressOf("service", name)}.longestResponse`,
      code: "LongestResponseTooLong",
      message: `A load balancer lets a response end for ${formatDuration(most)} at most when its task is replaced, and waits ${DURATION_LIMITS.idleTimeoutSeconds} s for the next byte; ${formatDuration(deregistrationDelaySeconds)} would be cut off.`,
      fix: `Answer with an id at once, do the work in a worker and let the client ask for the result; or set longestResponse to at most "${formatDuration(most)}".`,
    },
  ];
}

/**
 * Behind a route a task drains before it is told to stop; without one the stop timeout is all the time that it has, unless it may keep
 * itself from being told: for 48 hours at most
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html, 2026-11).
 */
function checkStopTimeout(service: ResolvedService, { services }: DescribedApp): Problem[] {
  const { seconds: most, because } = stopCeiling(service.capacity);
  const routed = service.deregistrationDelaySeconds !== null;
  const workIsCut = !routed && !service.taskProtection && service.longestResponseSeconds > most;
  if (service.stopTimeoutSeconds <= most && !workIsCut) return [];
  const stated = services.find(({ name }) => name === service.name)?.options.stopTimeout !== undefined;
  const option = service.stopTimeoutSeconds > most && stated ? "stopTimeout" : "longestResponse";
  const seconds = option === "stopTimeout" ? service.stopTimeoutSeconds : service.longestResponseSeconds;
  return [
    {
      path: `${addressOf("service", service.name)}.${option}`,
      code: "StopTimeoutCeiling",
      message: `${because}; work of ${formatDuration(seconds)} would be cut off at each release and each scale-in.`,
      fix: `On SIGTERM take no more work and hand back what isn't done (leave it unacknowledged in its queue, or save how far it came), then set ${option} to at most "${most}s", the time that handing back takes.${workIsCut ? " Or let the app protect its task while it works: taskProtection: true." : ""}`,
    },
  ];
}

function checkHealthTimeouts({ name, targetHealth, containerHealth }: ResolvedService): Problem[] {
  const pairs = [
    { option: "health", health: targetHealth },
    { option: "containerHealth", health: containerHealth },
  ];
  return pairs.flatMap(({ option, health }) => {
    if (health === null || health.timeoutSeconds < health.intervalSeconds) return [];
    return [
      {
        path: `${addressOf("service", name)}.${option}.timeout`,
        code: "HealthTimeoutTooLong",
        message: `A health check that may take ${health.timeoutSeconds} s can't be made every ${health.intervalSeconds} s.`,
        fix: "Set timeout below interval.",
      },
    ];
  });
}

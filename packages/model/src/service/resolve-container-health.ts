import { secondsOf } from "../duration/seconds-of.js";
import { HEALTH_DEFAULTS } from "./health-defaults.js";
import type { ResolvedContainerHealth } from "./resolved-service.js";
import type { ContainerHealthOptions } from "./service.js";

/** Fills the gaps of a health check inside a container; a list is its command. `null`: the process being alive is the only sign. */
export function resolveContainerHealth(
  options: readonly string[] | ContainerHealthOptions | undefined,
): ResolvedContainerHealth | null {
  if (options === undefined) return null;
  const health = "command" in options ? options : { command: options };
  return {
    command: [...health.command],
    intervalSeconds: secondsOf(health.interval, HEALTH_DEFAULTS.intervalSeconds),
    timeoutSeconds: secondsOf(health.timeout, HEALTH_DEFAULTS.timeoutSeconds),
    retries: health.retries ?? HEALTH_DEFAULTS.retries,
    startPeriodSeconds: secondsOf(health.startPeriod, HEALTH_DEFAULTS.startPeriodSeconds),
  };
}

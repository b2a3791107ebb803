import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { TaskRange, TierValues } from "../environment/tier-values.js";
import { resolveMetrics } from "../metric/resolve-metrics.js";
import { writesAlone } from "../volume/volume-mounts.js";
import { deriveDurations } from "./derive-durations.js";
import { HEALTH_DEFAULTS } from "./health-defaults.js";
import { resolveContainerHealth } from "./resolve-container-health.js";
import { resolveContainer } from "./resolve-container.js";
import { resolvePlace } from "./resolve-place.js";
import { resolveRollout } from "./resolve-rollout.js";
import { stopCeiling } from "./stop-ceiling.js";
import { resolveScaling } from "../scaling/resolve-scaling.js";
import { resolveTraits } from "./resolve-traits.js";
import type { ResolvedService, ResolvedTargetHealth } from "./resolved-service.js";
import type { ServiceOptions } from "./service.js";

/** What model servers, agents and APIs speak to each other. */
const DEFAULT_PROTOCOL = "http";

/** Fills the gaps of a service; `routed` tells whether an ingress route leads to it. */
export function resolveService(
  { name, options }: Described<"service">,
  { tier, routed }: { readonly tier: TierValues; readonly routed: boolean },
): ResolvedService {
  const alone = writesAlone(options);
  const place = resolvePlace(options, tier);
  const metrics = resolveMetrics(options);
  const { bakeMinutes, ...durations } = deriveDurations({
    routed,
    longestResponseSeconds: options.longestResponse === undefined ? null : secondsOf(options.longestResponse, 0),
    stopTimeoutSeconds: options.stopTimeout === undefined ? null : secondsOf(options.stopTimeout, 0),
    mostStopSeconds: stopCeiling(place.capacity).seconds,
  });
  return {
    name,
    ...resolveContainer(options, tier, { hasHealth: options.containerHealth !== undefined }),
    ...durations,
    ...resolvePort(options),
    // Who calls it is known when all parts are.
    endpoint: null,
    ...place,
    scaling: resolveScaling(options.tasks, taskRange({ tier, routed, alone }), metrics),
    targetHealth: routed ? resolveTargetHealth(options.health) : null,
    containerHealth: resolveContainerHealth(options.containerHealth),
    rollout: resolveRollout(options.rollout, { tier, routed, writesAlone: alone, bakeMinutes }),
    releaseJob: options.release?.name ?? null,
    // Who never says that it works would gain nothing by the right to say so.
    taskProtection: options.taskProtection ?? false,
    exec: options.exec ?? tier.exec,
    tracing: options.tracing ?? tier.tracing,
    metrics,
    traits: resolveTraits(options.traits),
  };
}

const resolvePort = ({ port, protocol }: ServiceOptions): Pick<ResolvedService, "port" | "protocol"> => ({
  port: port ?? null,
  protocol: protocol ?? DEFAULT_PROTOCOL,
});

/** A volume of one writer has one: a second task would damage what the first one writes. */
function taskRange(context: {
  readonly tier: TierValues;
  readonly routed: boolean;
  readonly alone: boolean;
}): TaskRange {
  if (context.alone) return { min: 1, max: 1 };
  return context.routed ? context.tier.publicTasks : context.tier.workerTasks;
}

function resolveTargetHealth(options: ServiceOptions["health"]): ResolvedTargetHealth {
  const health = typeof options === "string" ? { path: options } : (options ?? {});
  return {
    path: health.path ?? HEALTH_DEFAULTS.path,
    intervalSeconds: secondsOf(health.interval, HEALTH_DEFAULTS.intervalSeconds),
    timeoutSeconds: secondsOf(health.timeout, HEALTH_DEFAULTS.timeoutSeconds),
    healthyThreshold: health.healthyThreshold ?? HEALTH_DEFAULTS.healthyThreshold,
    unhealthyThreshold: health.unhealthyThreshold ?? HEALTH_DEFAULTS.unhealthyThreshold,
  };
}

import { circuitBreakerThreshold } from "../rollout/circuit-breaker-threshold.js";
import type { RolloutEvent, RolloutState } from "../timeline/simulated-rollout.js";
import { capacityPercent, newTrafficPercent, revisionState } from "./counts.js";
import type { World } from "./world.js";

/** Puts down what happened, with how everything stands after it. */
export function record(world: World, kind: RolloutEvent["kind"], says: string): void {
  world.events.push({ second: world.second, kind, says, state: snapshot(world) });
}

/** A message as ECS writes it into the service's events. */
export const tell = (world: World, says: string): void => {
  record(world, "service", `(service ${world.rollout.service}) ${says}`);
};

function snapshot(world: World): RolloutState {
  const newPercent = newTrafficPercent(world);
  return {
    status: world.status,
    reason: world.reason,
    stage: world.stage,
    desired: world.desired,
    old: revisionState(world, "old"),
    new: revisionState(world, "new"),
    traffic: { oldPercent: 100 - newPercent, newPercent },
    testTrafficNewPercent: world.testNewPercent,
    capacityPercent: capacityPercent(world),
    circuitBreaker: {
      status: breakerStatus(world),
      failureCount: world.failureCount,
      threshold: circuitBreakerThreshold(world.desired),
    },
    ringing: [...world.ringing].toSorted(),
    hook: world.hook,
    bakeEndsAtSecond: world.bakeEndSecond,
    errors: world.errors,
    cutStreams: world.cutStreams,
  };
}

function breakerStatus(world: World): RolloutState["circuitBreaker"]["status"] {
  if (!world.rollout.circuitBreaker.enabled) return "DISABLED";
  if (world.breakerTriggered) return "TRIGGERED";
  return world.phase.kind === "ended" ? "MONITORING_COMPLETE" : "MONITORING";
}

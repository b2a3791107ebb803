import type { Assumption } from "../assumption/assumption.js";
import type { HookStage, LifecycleStage } from "../rollout/lifecycle-stage.js";
import type { Rollout } from "../rollout/rollout.js";
import type { ServiceDeploymentStatus } from "../rollout/service-deployment-status.js";
import type { RolloutAction } from "./rollout-action.js";

/** A rollout from its beginning to its end, in seconds since somebody asked for it. Plain JSON. */
export interface SimulatedRollout {
  readonly rollout: Rollout;
  readonly seed: number;
  /** Names of the faults that were thrown in. */
  readonly faults: readonly string[];
  readonly actions: readonly RolloutAction[];
  /** In the order of their seconds; never empty. */
  readonly events: readonly RolloutEvent[];
  readonly end: RolloutEnd;
  /** Until when it was watched; never before the end. */
  readonly untilSecond: number;
  /** The lowest of {@link RolloutState.capacityPercent} at any time. */
  readonly lowestCapacityPercent: number;
  /** Requests that users saw fail, not rounded. */
  readonly errors: number;
  /** Streams that ended before their time, not rounded. */
  readonly cutStreams: number;
  /** What this simulation takes for granted. */
  readonly assumptions: readonly Assumption[];
}

/**
 * Something that happened. `service`: a message as ECS writes into a service's events, in words of our own. `task`: one task moved.
 * `job`: the release job.
 */
export interface RolloutEvent {
  readonly second: number;
  readonly kind: "status" | "stage" | "service" | "task" | "traffic" | "alarm" | "hook" | "job" | "fault" | "action";
  readonly says: string;
  /** How everything stands after it. */
  readonly state: RolloutState;
}

export interface RolloutState {
  /** `null`: there is no deployment yet, since a release job comes first, or there never was one. */
  readonly status: ServiceDeploymentStatus | null;
  /** ECS's `statusReason`; `null`: all is well. */
  readonly reason: string | null;
  /** `null` for a rolling deployment, which has none, and after the end. */
  readonly stage: LifecycleStage | null;
  readonly desired: number;
  /** ECS's source service revision. */
  readonly old: RevisionState;
  /** ECS's target service revision. */
  readonly new: RevisionState;
  /** Share of production traffic in percent; both make 100. Without a route: of the running tasks. */
  readonly traffic: { readonly oldPercent: number; readonly newPercent: number };
  /** The new revision's share of what comes to the test listener. */
  readonly testTrafficNewPercent: number;
  /**
   * Healthy tasks against the desired count: those of all revisions for a rolling deployment; where traffic is shifted, those of the
   * revision that is worst off for its share of the traffic, up to the sum of both.
   */
  readonly capacityPercent: number;
  readonly circuitBreaker: {
    readonly status: "DISABLED" | "MONITORING" | "TRIGGERED" | "MONITORING_COMPLETE";
    readonly failureCount: number;
    readonly threshold: number;
  };
  /** Names of the alarms that ring, among those that the deployment watches. */
  readonly ringing: readonly string[];
  /** The life-cycle hook that is being asked; `null`: none. */
  readonly hook: HookState | null;
  /** `null` outside of the bake time. */
  readonly bakeEndsAtSecond: number | null;
  /** Since the beginning. */
  readonly errors: number;
  readonly cutStreams: number;
}

export interface RevisionState {
  /** How many tasks of it are wanted. */
  readonly requested: number;
  readonly pending: number;
  readonly running: number;
  /** Of the running ones. */
  readonly healthy: number;
  /** Taken out of the load balancer or told to stop, and not ended yet. */
  readonly draining: number;
  /** Since the beginning. */
  readonly failed: number;
}

export interface HookState {
  /** Stable within a simulation. */
  readonly id: string;
  readonly name: string;
  readonly targetType: "AWS_LAMBDA" | "PAUSE";
  readonly stage: HookStage;
  readonly status: "AWAITING_ACTION" | "IN_PROGRESS";
  readonly expiresAtSecond: number;
  readonly timeoutAction: "CONTINUE" | "ROLLBACK";
}

/** How it ended. */
export interface RolloutEnd {
  /** When the deployment came to its last status; where it never did, when the watch ended. */
  readonly second: number;
  /** `null`: there was no deployment, since the release job failed. */
  readonly status: ServiceDeploymentStatus | null;
  readonly reason: string | null;
  /** Whether it came to a last status. */
  readonly settled: boolean;
  /** Who answers when the watch ends, by healthy tasks that get traffic. */
  readonly serving: "old" | "new" | "both" | "none";
  /** Whether as many tasks as desired are healthy then, and answer without errors. */
  readonly healthy: boolean;
  /** Tasks of the serving revision that failed between the deployment's end and the end of the watch. */
  readonly failedAfterwards: number;
}

import type { ResolvedAlarm, ResolvedCapacity } from "@fairlead/model";
import type { HookStage } from "./lifecycle-stage.js";

/** All that the end of one release of one service depends on. Plain JSON. */
export interface Rollout {
  readonly service: string;
  readonly strategy: RolloutStrategy;
  /** Tasks that the service is to have. */
  readonly desired: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Whether a version served before, and a rollback so has somewhere to go. */
  readonly hasPrevious: boolean;
  readonly circuitBreaker: RolloutCircuitBreaker;
  /** `null`: no alarm has a say in the deployment. */
  readonly alarms: RolloutAlarms | null;
  /** `null` without a load balancer. */
  readonly targetGroup: RolloutTargetGroup | null;
  /** `null`: the process being alive is the only sign inside of the container. */
  readonly containerHealth: RolloutContainerHealth | null;
  /** Between SIGTERM and SIGKILL. */
  readonly stopTimeoutSeconds: number;
  /** After how long the app ends by itself once it was told to; `null`: as soon as its work is done. */
  readonly exitsAfterSeconds: number | null;
  /** In the order that they are called in within a stage. */
  readonly hooks: readonly RolloutHook[];
  readonly capacity: RolloutCapacity;
  /** Names of the availability zones. */
  readonly zones: readonly string[];
  readonly requestsPerSecond: number;
  readonly longestResponseSeconds: number;
  /** Runs before the deployment; `null`: none does. */
  readonly releaseJob: RolloutReleaseJob | null;
  readonly start: RolloutStart;
}

/** ECS's `DeploymentStrategy`; bake: both revisions run, traffic is on the new one. */
export type RolloutStrategy =
  | { readonly kind: "rolling" }
  | { readonly kind: "blue-green"; readonly bakeSeconds: number }
  | {
      readonly kind: "linear";
      readonly stepPercent: number;
      readonly stepSeconds: number;
      readonly bakeSeconds: number;
    }
  | {
      readonly kind: "canary";
      readonly canaryPercent: number;
      readonly canarySeconds: number;
      readonly bakeSeconds: number;
    };

export type StrategyKind = RolloutStrategy["kind"];

export interface RolloutCircuitBreaker {
  readonly enabled: boolean;
  readonly rollback: boolean;
  /**
   * Whether a task that becomes healthy sets the count of failures back to 0; ECS's default is that it does
   * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html, 2026-11).
   */
  readonly resetOnHealthyTask: boolean;
}

export interface RolloutAlarms {
  readonly alarms: readonly RolloutAlarm[];
  readonly rollback: boolean;
}

/** An alarm that a deployment watches; its metric is simulated where the simulation knows it, and else silent. */
export type RolloutAlarm = Pick<
  ResolvedAlarm,
  "name" | "threshold" | "comparison" | "periodSeconds" | "evaluationPeriods" | "datapointsToAlarm"
> & {
  /** `other`: something that the simulation knows nothing of. */
  readonly metric: "target-5xx-percent" | "unhealthy-hosts" | "healthy-hosts" | "other";
};

export interface RolloutTargetGroup {
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly deregistrationDelaySeconds: number;
  /** How long ECS ignores the verdict after a task's start. */
  readonly graceSeconds: number;
}

export interface RolloutContainerHealth {
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}

/** Something asked in a stage of a deployment that shifts traffic. */
export type RolloutHook =
  /** A Lambda function: it works for `seconds`, then gives its answer. */
  | {
      readonly kind: "function";
      readonly name: string;
      readonly stage: HookStage;
      readonly seconds: number;
      readonly answer: "succeeded" | "failed";
    }
  /** The deployment waits for a person's `continue` action, for `timeoutSeconds` at most. */
  | {
      readonly kind: "pause";
      readonly name: string;
      readonly stage: HookStage;
      readonly timeoutSeconds: number;
      readonly atTimeout: "continue" | "rollback";
    };

/** As in the description. */
export type RolloutCapacity = ResolvedCapacity;

export interface RolloutReleaseJob {
  readonly name: string;
  /** How long it works. */
  readonly seconds: number;
}

/** How long tasks take to be there; each task's own time lies evenly between the ends. */
export interface RolloutStart {
  /** From ECS's decision until the containers run: placement, network interface, image. */
  readonly leastRunningSeconds: number;
  readonly mostRunningSeconds: number;
  /** From there until the app answers. */
  readonly leastReadySeconds: number;
  readonly mostReadySeconds: number;
}

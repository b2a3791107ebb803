import type { Rollout, RolloutStrategy, StrategyKind } from "@fairlead/simulator";

/** One of each strategy, short enough to be read in a timeline. */
export const STRATEGIES: Readonly<Record<StrategyKind, RolloutStrategy>> = {
  rolling: { kind: "rolling" },
  "blue-green": { kind: "blue-green", bakeSeconds: 300 },
  linear: { kind: "linear", stepPercent: 25, stepSeconds: 60, bakeSeconds: 120 },
  canary: { kind: "canary", canaryPercent: 10, canarySeconds: 300, bakeSeconds: 300 },
};

/** A release of service `api`: two tasks behind a load balancer, blue/green, with an alarm on failed requests. */
export const aRollout = (changes: Partial<Rollout> = {}): Rollout => ({
  service: "api",
  strategy: STRATEGIES["blue-green"],
  desired: 2,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  hasPrevious: true,
  circuitBreaker: { enabled: true, rollback: true, resetOnHealthyTask: true },
  alarms: {
    rollback: true,
    alarms: [
      {
        name: "shop-prod-api-5xx",
        metric: "target-5xx-percent",
        threshold: 5,
        comparison: "above",
        periodSeconds: 60,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      },
    ],
  },
  targetGroup: {
    intervalSeconds: 10,
    timeoutSeconds: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    deregistrationDelaySeconds: 30,
    graceSeconds: 30,
  },
  containerHealth: null,
  stopTimeoutSeconds: 30,
  exitsAfterSeconds: null,
  hooks: [],
  capacity: { kind: "fargate" },
  zones: ["eu-west-1a", "eu-west-1b"],
  requestsPerSecond: 10,
  longestResponseSeconds: 10,
  releaseJob: null,
  start: { leastRunningSeconds: 30, mostRunningSeconds: 60, leastReadySeconds: 5, mostReadySeconds: 20 },
  ...changes,
});

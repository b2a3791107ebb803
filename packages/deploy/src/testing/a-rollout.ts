import type { FaultEffect, Rollout, RolloutFault, RolloutStrategy, StrategyKind } from "@fairlead/simulator";

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

/** A fault of one effect, or none at all, with a name for the report of a failed test. */
export const aFault = (name: string, effect: FaultEffect): RolloutFault => ({
  name,
  says: name,
  impossible: () => null,
  effects: () => [effect],
});

/** What a new version does wrong so that it can never serve. */
export const FATAL_FAULTS: readonly RolloutFault[] = [
  aFault("no image", { kind: "new-tasks", which: "all", fate: { kind: "no-image" } }),
  aFault("crash", { kind: "new-tasks", which: "all", fate: { kind: "crash", afterSeconds: 3 } }),
  aFault("sick", { kind: "new-tasks", which: "all", fate: { kind: "sick", afterSeconds: 0 } }),
];

/** What may go wrong without being the end of it. */
export const PASSING_FAULTS: readonly RolloutFault[] = [
  aFault("one task sick", { kind: "new-tasks", which: "first", fate: { kind: "sick", afterSeconds: 0 } }),
  aFault("one task crashes", { kind: "new-tasks", which: "first", fate: { kind: "crash", afterSeconds: 40 } }),
  aFault("sick after ten minutes", { kind: "new-tasks", which: "all", fate: { kind: "sick", afterSeconds: 600 } }),
  aFault("crash after four minutes", { kind: "new-tasks", which: "all", fate: { kind: "crash", afterSeconds: 240 } }),
  aFault("bad answers", { kind: "bad-answers", at: { after: "new-traffic", seconds: 10 }, share: 0.5 }),
  aFault("a zone lost", { kind: "zone-lost", at: { after: "new-runs", seconds: 5 } }),
  aFault("throttled", { kind: "throttled", at: { after: "begun", seconds: 5 }, forSeconds: 300 }),
  aFault("long streams", { kind: "long-streams", longestSeconds: 600 }),
];

/** An alarm that rang before the deployment began. */
export const RINGING_ALARM = aFault("ringing alarm", { kind: "alarm-rings-already" });

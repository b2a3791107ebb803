import fc from "fast-check";
import { FAULTS } from "../faults/faults.js";
import type { RolloutFault } from "../faults/fault.js";
import { HOOK_STAGES } from "../rollout/lifecycle-stage.js";
import type { Rollout, RolloutAlarm, RolloutHook, RolloutStrategy } from "../rollout/rollout.js";
import type { RolloutAction } from "../timeline/rollout-action.js";

const seconds = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most });

const strategy = fc.oneof<fc.Arbitrary<RolloutStrategy>[]>(
  fc.constant({ kind: "rolling" }),
  fc.record({ kind: fc.constant("blue-green"), bakeSeconds: seconds(0, 1800) }),
  fc.record({
    kind: fc.constant("linear"),
    stepPercent: fc.integer({ min: 3, max: 100 }),
    stepSeconds: seconds(0, 600),
    bakeSeconds: seconds(0, 1800),
  }),
  fc.record({
    kind: fc.constant("canary"),
    canaryPercent: fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10),
    canarySeconds: seconds(0, 900),
    bakeSeconds: seconds(0, 1800),
  }),
);

const alarm: fc.Arbitrary<RolloutAlarm> = fc
  .record({
    metric: fc.constantFrom("target-5xx-percent", "unhealthy-hosts", "other"),
    periodSeconds: fc.constantFrom(10, 60, 300),
    evaluationPeriods: fc.integer({ min: 1, max: 5 }),
  })
  .map((drawn) => ({
    ...drawn,
    name: `web-${drawn.metric}`,
    threshold: drawn.metric === "target-5xx-percent" ? 5 : 0,
    comparison: "above",
    datapointsToAlarm: drawn.evaluationPeriods,
  }));

const hook: fc.Arbitrary<RolloutHook> = fc.oneof(
  fc.record({
    kind: fc.constant("function" as const),
    name: fc.constant("smoke"),
    stage: fc.constantFrom(...HOOK_STAGES),
    seconds: seconds(0, 900),
    answer: fc.constantFrom("succeeded" as const, "failed" as const),
  }),
  fc.record({
    kind: fc.constant("pause" as const),
    name: fc.constant("approval"),
    stage: fc.constantFrom(...HOOK_STAGES),
    timeoutSeconds: seconds(60, 7200),
    atTimeout: fc.constantFrom("continue" as const, "rollback" as const),
  }),
);

const targetGroup = fc.record({
  intervalSeconds: seconds(5, 60),
  timeoutSeconds: seconds(2, 5),
  healthyThreshold: seconds(2, 5),
  unhealthyThreshold: seconds(2, 5),
  deregistrationDelaySeconds: seconds(0, 3600),
  graceSeconds: seconds(0, 300),
});

const containerHealth = fc.record({
  intervalSeconds: seconds(5, 60),
  timeoutSeconds: seconds(2, 5),
  retries: seconds(1, 5),
  startPeriodSeconds: seconds(0, 120),
});

const capacity = fc.oneof<fc.Arbitrary<Rollout["capacity"]>[]>(
  fc.constant({ kind: "fargate" }),
  fc.record({
    kind: fc.constant("fargate-spot"),
    onDemandBase: seconds(0, 2),
    onDemandWeight: seconds(0, 2),
    spotWeight: seconds(1, 4),
  }),
  fc.constant({ kind: "ec2", pool: "t4g-medium", spot: true }),
);

/** Any rollout that ECS would take, of a service that ran well before. */
export const arbitraryRollout: fc.Arbitrary<Rollout> = fc.record({
  service: fc.constant("web"),
  strategy,
  desired: fc.integer({ min: 1, max: 12 }),
  minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
  maximumPercent: fc.integer({ min: 100, max: 200 }),
  hasPrevious: fc.constant(true),
  circuitBreaker: fc.record({
    enabled: fc.boolean(),
    rollback: fc.boolean(),
    resetOnHealthyTask: fc.boolean(),
  }),
  alarms: fc.option(fc.record({ alarms: fc.array(alarm, { minLength: 1, maxLength: 2 }), rollback: fc.boolean() })),
  targetGroup: fc.option(targetGroup, { freq: 4 }),
  containerHealth: fc.option(containerHealth),
  stopTimeoutSeconds: seconds(2, 120),
  exitsAfterSeconds: fc.option(seconds(1, 120)),
  hooks: fc.array(hook, { maxLength: 2 }),
  capacity,
  zones: fc.constantFrom(["a", "b"], ["a", "b", "c"]),
  requestsPerSecond: fc.constantFrom(0, 0.5, 100),
  longestResponseSeconds: seconds(1, 1200),
  releaseJob: fc.option(fc.constant({ name: "migrate", seconds: 60 })),
  start: fc.constant({ leastRunningSeconds: 20, mostRunningSeconds: 90, leastReadySeconds: 1, mostReadySeconds: 60 }),
});

export const arbitraryAction: fc.Arbitrary<RolloutAction> = fc.oneof(
  fc.record({
    kind: fc.constant("stop" as const),
    second: seconds(0, 4000),
    how: fc.constantFrom("ABORT" as const, "ROLLBACK" as const),
  }),
  fc.record({
    kind: fc.constant("continue" as const),
    second: seconds(0, 4000),
    how: fc.constantFrom("CONTINUE" as const, "ROLLBACK" as const),
  }),
  fc.record({
    kind: fc.constant("scale" as const),
    second: seconds(0, 4000),
    desired: fc.integer({ min: 0, max: 15 }),
  }),
);

export const arbitraryFault: fc.Arbitrary<RolloutFault> = fc.constantFrom(...FAULTS);

export const arbitrarySeed = fc.integer();

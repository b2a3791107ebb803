/** A release of a service with all that its end depends on, and its making from a description. */
export type {
  Rollout,
  RolloutAlarm,
  RolloutAlarms,
  RolloutCapacity,
  RolloutCircuitBreaker,
  RolloutContainerHealth,
  RolloutHook,
  RolloutReleaseJob,
  RolloutStart,
  RolloutStrategy,
  RolloutTargetGroup,
  StrategyKind,
} from "./rollout/rollout.js";
export { rolloutOf } from "./rollout/rollout-of.js";
export { HOOK_STAGES, type HookStage, LIFECYCLE_STAGES, type LifecycleStage } from "./rollout/lifecycle-stage.js";
export type { ServiceDeploymentStatus } from "./rollout/service-deployment-status.js";
export { circuitBreakerThreshold } from "./rollout/circuit-breaker-threshold.js";
/** Its simulation. */
export { simulateRollout, type SimulateOptions } from "./simulation/simulate-rollout.js";
export type { RolloutAction } from "./timeline/rollout-action.js";
export type {
  HookState,
  RevisionState,
  RolloutEnd,
  RolloutEvent,
  RolloutState,
  SimulatedRollout,
} from "./timeline/simulated-rollout.js";
export { stateAt } from "./timeline/state-at.js";
/** What can go wrong, and what is taken for granted. */
export type { FaultEffect, FaultMoment, Milestone, RolloutFault, TaskFate } from "./faults/fault.js";
export type { Assumption } from "./assumption/assumption.js";
export { ASSUMPTIONS, type AssumptionId } from "./assumption/assumptions.js";
export { faultNamed, FAULTS } from "./faults/faults.js";
export type { Expectation } from "./faults/fault.js";
/** What becomes of each service's release under each fault. */
export {
  assumptionsOf,
  faultMatrix,
  type FaultMatrixOptions,
  type FaultMatrixResult,
  type FaultMatrixRow,
} from "./matrix/fault-matrix.js";
export { STRATEGY_KINDS, withStrategy } from "./rollout/with-strategy.js";
export { type SimulatedVerdict, verdictOf } from "./timeline/verdict-of.js";
/** A simulated rollout in words and as a drawing. */
export { headlineOf } from "./timeline/headline-of.js";
export { timelineText } from "./timeline/timeline-text.js";
export { timelineSvg } from "./drawing/timeline-svg.js";

export type { Account, Identity } from "./account/account.js";
export { awsPorts } from "./aws/aws-ports.js";
export { type AwsConnection, type ConnectionFlags, connectionOf } from "./aws/connection.js";
export type { Clock } from "./clock/clock.js";
export { processClock } from "./clock/process-clock.js";
export type { DeployPorts } from "./deploy-ports.js";
export type { DeployEvent, DeployStep, Report } from "./event/deploy-event.js";
export type { LedgerPorts } from "./ledger/ledger-ports.js";
export { OpenRelease, type NewEntry } from "./ledger/open-release.js";
export { isInterrupted, Ledger, ledgerOf, type ReleaseStart, wasServed } from "./ledger/release-ledger.js";
export type {
  ReleaseAction,
  ReleasedService,
  ReleaseEnd,
  ReleaseEntry,
  ReleaseFacts,
  ReleaseRecord,
} from "./ledger/release-record.js";
export type { ReleaseStore, StoredText, WriteAnswer } from "./ledger/release-store.js";
export type { Outcome } from "./outcome/outcome.js";
export type { AskedService } from "./rollout/asked-service.js";
export type { RolloutSnapshot } from "./rollout/rollout-snapshot.js";
export type { RolloutVerdict } from "./rollout/rollout-verdict.js";
export type { DeployTarget } from "./target/deploy-target.js";
export type { AlarmState, Alarms } from "./alarms/alarms.js";
export type { ScalableTarget, Scaling, ScalingRange } from "./scaling/scaling.js";
export type {
  EcsService,
  PrimaryOrOlder,
  RevisionCount,
  RolloutStrategy,
  ServiceEvent,
  ServiceRoute,
} from "./services/ecs-service.js";
export type {
  DeployedRevision,
  DeploymentHook,
  ServiceDeployment,
  ServiceDeploymentStatus,
} from "./services/service-deployment.js";
export type { RevisionImage, RevisionRoute, ServiceRevision } from "./services/service-revision.js";
export type { HookAnswer, ServiceChange, Services } from "./services/services.js";
export type { TaskContainer, TaskDefinition } from "./services/task-definition.js";
export type { TargetGroupHealth, TargetGroupSettings, Targets, TargetState } from "./targets/targets.js";
export { askServices, type PinnedService } from "./rollout/ask-services.js";
export { judge } from "./rollout/judge.js";
export { readServiceStates } from "./rollout/read-service-states.js";
export type { ServiceState } from "./rollout/service-state.js";
export { type RolloutWatch, type WatchPorts, watchRollouts } from "./rollout/watch-rollouts.js";

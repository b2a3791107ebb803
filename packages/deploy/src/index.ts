export type { Account, Identity } from "./account/account.js";
export { type AwsConnection, type ConnectionFlags, connectionOf } from "./aws/connection.js";
export { openAws } from "./aws/open-aws.js";
export {
  bootstrapEnvironment,
  type BootstrappedRegion,
  type BootstrapPorts,
  type BootstrapRequest,
  type BootstrapResult,
  mayDoEverything,
} from "./bootstrap/bootstrap-environment.js";
export type { Bootstrapping, BootstrapOrder } from "./bootstrap/bootstrapping.js";
export type { ManagedPolicies, NamedDocument, PutPolicy } from "./bootstrap/managed-policies.js";
export type { Clock } from "./clock/clock.js";
export { processClock } from "./clock/process-clock.js";
export {
  countsOf,
  type DeployPlan,
  type PassedStack,
  type PlannedPass,
  type PlannedStack,
} from "./deploy/deploy-plan.js";
export { deploy } from "./deploy/deploy.js";
export {
  type Approval,
  DEPLOY_DEFAULTS,
  type DeployRequest,
  type Interruption,
  type OutsideImages,
} from "./deploy/deploy-request.js";
export type {
  DeploySteps,
  ImageSteps,
  RecordSteps,
  ReleasedFacts,
  ReleaseRecorder,
  RolloutSteps,
} from "./deploy/deploy-steps.js";
export type { SecurityBroadening } from "./deploy/security-broadening.js";
export type { DeployPorts } from "./deploy-ports.js";
export {
  criticalPath,
  type CriticalPath,
  type Duration,
  type PathResource,
  type PathStack,
} from "./critical-path/critical-path.js";
export { criticalPathText } from "./critical-path/critical-path-text.js";
export type { CreationTime } from "./critical-path/creation-times.js";
export { dearnessOf, stateHeldBy } from "./diff/stateful-types.js";
export type { ChangeAction, OldResourceFate, PropertyChange, TemplateChange } from "./diff/template-change.js";
export { templateChanges } from "./diff/template-changes.js";
export { type ValueDifference, valueDifferences } from "./diff/value-differences.js";
export type { DeployEvent, DeployStep, Report } from "./event/deploy-event.js";
export type { BuildContext, BuildContexts, BuildSource } from "./images/build-contexts.js";
export type { BuildWatch, ContainerEngine, ContainerEngines, ImageBuild } from "./images/container-engine.js";
export { type ImagePorts, type ImageRequest, knownImages, pinImages } from "./images/pin-images.js";
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
export { deployerPolicies, GRANTS, USERS } from "./policy/deployer-policy.js";
export { type ExecutionPolicies, executionPolicies } from "./policy/execution-policy.js";
export { githubTrust, type GithubRuns } from "./policy/github-trust.js";
export type { Grant, GrantGroup } from "./policy/grant.js";
export {
  MANAGED_POLICY_CHARACTERS,
  policyCharacters,
  type PolicyCondition,
  type PolicyDocument,
  type PolicyStatement,
} from "./policy/policy-document.js";
export { environmentPolicyName, policyScope, type PolicyScope } from "./policy/policy-scope.js";
export { preflight, preflightProblems, refusals } from "./preflight/preflight.js";
export type {
  PreflightFinding,
  PreflightPorts,
  PreflightRequest,
  PreflightRule,
  PreflightSeverity,
} from "./preflight/preflight-rule.js";
export { PREFLIGHT_RULES } from "./preflight/preflight-rules.js";
export { changeSecrets, type SecretsPorts, type SecretsRequest } from "./secrets/change-secrets.js";
export type { FirstValues, ValuelessSecret } from "./secrets/first-values.js";
export type { GivenSecret } from "./secrets/given-secret.js";
export { type ListedParameter, type ListedSecret, listSecrets, type SecretList } from "./secrets/list-secrets.js";
export { type GivenSecrets, planSecretChanges, type SecretChange } from "./secrets/plan-secret-changes.js";
export { type LeftVariable, type ReadEnvFile, readEnvFile } from "./secrets/read-env-file.js";
export { type Rotation, type RotationRequest, rotateSecret } from "./secrets/rotate-secret.js";
export type { GeneratedValue, SecretStore, StoredSecret } from "./secrets/secret-store.js";
export { SecretText } from "./secrets/secret-text.js";
export { unfitValue } from "./secrets/unfit-value.js";
export { planPromotion, type Promotion, type PromotionPorts, type PromotionRequest } from "./promote/plan-promotion.js";
export { giveUpRelease, listReleases, type ReleaseState, showRelease, type ShownRelease } from "./releases/releases.js";
export { type Restarted, restartServices, type RestartRequest } from "./services/restart-services.js";
export { environmentRegions } from "./target/environment-regions.js";
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
export type {
  DeployedStack,
  DriftedProperty,
  DriftedResource,
  OnStackEvent,
  StackDeployment,
  StackEvent,
  StackPlace,
  StackProgress,
  StackRemoval,
  StackResource,
  Stacks,
} from "./stacks/stacks.js";
export { rolloutOutcome, type RunFacts } from "./rollout/rollout-outcome.js";
export { readReleasedServices, type ReleasedServicesPorts } from "./rollback/read-released-services.js";
export {
  type Restored,
  type RestorePorts,
  restoreProblems,
  type RestoreRequest,
  restoreServices,
} from "./rollback/restore-services.js";
export { rollback, ROLLBACK_DEFAULTS, type RollbackPorts, type RollbackRequest } from "./rollback/rollback.js";
export type { Probe, ProbeAnswer } from "./probe/probe.js";
export { approve, APPROVE_DEFAULTS, type ApprovePorts, type ApproveRequest } from "./approve/approve.js";
export { scale, SCALE_DEFAULTS, type ScalePorts, type ScaleRequest } from "./scale/scale.js";
export type {
  EnvironmentStatus,
  ReleaseStatus,
  ServiceStatus,
  ServingRevision,
  StackStatus,
} from "./status/environment-status.js";
export { readStatus, type StatusPorts } from "./status/read-status.js";
export { openSession, type OpenedSession, type SessionRequest } from "./exec/open-session.js";
export type { LogLine, LogPage, LogQuery, Logs } from "./logs/logs.js";
export { type LogReader, type LogRequest, readLogs, type ToldLine } from "./logs/read-logs.js";
export { runJob, type RunEnd, type RunRequest } from "./run/run-job.js";
export {
  type EcsTask,
  type ExecRequest,
  type ExecSession,
  type TaskContainerState,
  type TaskFilter,
  taskId,
  type Tasks,
  type TaskStart,
} from "./tasks/tasks.js";
export { type PartFailure, type TaskFailure, whyFailed } from "./why/why-failed.js";
export {
  destroy,
  type DestroyApproval,
  type DestroyPorts,
  type DestroyRequest,
  type DestroyResult,
} from "./destroy/destroy.js";
export type { DestroyPlan, DoomedResource } from "./destroy/destroy-plan.js";
export type { LeftOver } from "./destroy/left-over.js";
export { diff } from "./diff/diff.js";
export { drift, type DriftFinding, type DriftReport } from "./drift/drift.js";
export type { Emptying } from "./emptying/emptying.js";

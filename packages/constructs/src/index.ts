export { ADDRESS_METADATA, nearestAddress, setAddress } from "./assembly/address-metadata.js";
export { assemble, makeApp, type SynthesisOptions, type SynthesisStage } from "./assembly/assemble.js";
export type {
  AssembledResource,
  AssembledStack,
  Assembly,
  Template,
  TemplateResource,
  Violation,
} from "./assembly/assembly.js";
export { readTemplateText } from "./assembly/read-template.js";
export { type Change, customize } from "./assembly/customize.js";
export { type AppSynthesisOptions, synthesizeApp } from "./assembly/synthesize.js";

/** A variable's value, as the stack that owns it hands it to a container. */
export type { ContainerValue } from "./container/container-value.js";

/** All stacks of an environment; in use in `buildStacks`' own test and in the package's README. */
export { type AppStacks, type BuildOptions, buildStacks } from "./stacks/build-stacks.js";

/** The stacks one by one, for a CDK app that takes some of them only. */
export { AlbStack, type AlbStackProps } from "./alb/alb-stack.js";
export { AlertsStack, type AlertsStackProps } from "./alerts/alerts-stack.js";
export { BUDGET_TAGS } from "./alerts/monthly-budget.js";
export { CdnStack, type CdnStackProps } from "./cdn/cdn-stack.js";
export { DataStack, type DataStackProps, type MetricDimensions } from "./data/data-stack.js";
export { EcsStack, type EcsStackProps } from "./ecs/ecs-stack.js";
export { EdgeStack, type EdgeStackProps } from "./edge/edge-stack.js";
export { JobsStack, type JobsStackProps } from "./jobs/jobs-stack.js";
export { ObservabilityStack, type ObservabilityStackProps } from "./observability/observability-stack.js";
export { RegistryStack, repositoryName } from "./registry/registry-stack.js";
export { SecretsStack } from "./secrets/secrets-stack.js";
export { AppStack, type AppStackOptions } from "./stacks/app-stack.js";
export { UsersStack } from "./user-pool/users-stack.js";
export { isCloudFrontPrefixList } from "./vpc/cloudfront-prefix-list.js";
export { VpcStack } from "./vpc/vpc-stack.js";

/** The constructs of data, for a stack of one's own. */
export { ReplicationGroup, type ReplicationGroupProps } from "./cache/replication-group.js";
export { CredentialsRotation, type CredentialsRotationProps } from "./postgres/credentials-rotation.js";
export { PostgresDatabase, type PostgresDatabaseProps } from "./postgres/postgres-database.js";

/** A user pool with its clients, for a stack of one's own. */
export { AppUserPool, type AppUserPoolProps } from "./user-pool/app-user-pool.js";

/** The constructs of compute, for a stack of one's own. */
export type { TargetGroupDimensions, TrafficTarget } from "./alb/traffic-target.js";
export { AppCluster, type AppClusterProps } from "./ecs/app-cluster.js";
export { AppService, type AppServiceProps } from "./ecs/app-service.js";
export type { LogPressure } from "./ecs/container-log.js";
export { ContainerTask, type ContainerTaskProps } from "./ecs/container-task.js";
export type { ValueOwners } from "./ecs/container-values.js";
export type { ExecSession } from "./ecs/task-role.js";
export { JobTimeouts, type JobTimeoutsProps } from "./jobs/job-timeouts.js";
export { type GatedJob, ReleaseGate, type ReleaseGateProps } from "./jobs/release-gate.js";
export { ScheduledJob, type ScheduledJobProps } from "./jobs/scheduled-job.js";
export type { TaskNetwork } from "./jobs/task-network.js";
export type { NamedAlarm } from "./observability/app-alarm.js";

/** What a build of an image leaves out. */
export { type DockerIgnore, dockerIgnore } from "./registry/docker-ignore.js";

/** How a stack names an image, and the template parameter that takes its digest. */
export { imageOf, imageParameterName, type ImageReference } from "./registry/image-of.js";

/** Every rule of every security group, as values. */
export { type RulePeer, type SecurityGroupRule, securityGroupRules } from "./vpc/security-group-rules.js";

/** The names of exports that environments share their network and load balancer by. */
export { sharedExportName, type SharedValue, type SharingOwner } from "./stacks/shared-export.js";

/** The names that an environment's resources are found by. */
export { clusterName, environmentPath, environmentPrefix, stackName } from "./stacks/resource-names.js";

export { FileVerdictStore } from "./validation/file-verdict-store.js";
export type { Verdict } from "./validation/verdict.js";
export { MemoryVerdictStore, type VerdictStore } from "./validation/verdict-store.js";

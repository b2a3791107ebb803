export { type Address, ADDRESS_GROUPS, addressOf, INGRESS_ADDRESS, NETWORK_ADDRESS } from "./address.js";
export type { Customization } from "./app/customization.js";
export {
  type AcceptanceOptions,
  type AppDefinition,
  type AppOptions,
  type AppRoots,
  type BuildContext,
  customizationOf,
  defineApp,
  isAppDefinition,
} from "./app/define-app.js";
export { type EnvironmentSummary, listEnvironments } from "./app/list-environments.js";
export { resolveApp, type ResolveOptions } from "./app/resolve-app.js";
export type { Acceptance, ResolvedApp } from "./app/resolved-app.js";
export type { AdoptedCache, AdoptedCacheOptions } from "./adopted/adopted-cache.js";
export type { AdoptedPostgres, AdoptedPostgresOptions } from "./adopted/adopted-postgres.js";
export type {
  ResolvedAdopted,
  ResolvedAdoptedCache,
  ResolvedAdoptedDatabase,
  ResolvedAdoptedSecret,
} from "./adopted/resolved-adopted.js";
export {
  type AmazonMqOptions,
  type BrokerContainerOptions,
  type BrokerReference,
  type Rabbitmq,
  rabbitmq,
  type RabbitmqOptions,
} from "./broker/rabbitmq.js";
export type { ResolvedBroker, ResolvedBrokerEngine } from "./broker/resolved-broker.js";
export type { BackupOptions } from "./backup/backup-options.js";
export type { ResolvedBackup } from "./backup/resolved-backup.js";
export {
  type Bucket,
  bucket,
  type BucketCorsOptions,
  type BucketLifecycleOptions,
  type BucketOptions,
  type BucketReference,
} from "./bucket/bucket.js";
export type {
  BucketAccess,
  CorsMethod,
  ResolvedBucket,
  ResolvedCors,
  ResolvedLifecycleRule,
  ResolvedVersioning,
} from "./bucket/resolved-bucket.js";
export {
  type CacheOptions,
  type CacheOutputs,
  type CacheReference,
  type EvictionPolicy,
  type Redis,
  redis,
  type Valkey,
  valkey,
} from "./cache/cache.js";
export { usableMib } from "./cache/node-memory.js";
export type { ResolvedCache } from "./cache/resolved-cache.js";
export type { Access, Connection } from "./connection/connection.js";
export type { CdnOptions, PriceClass } from "./cdn/cdn.js";
export { CDN_LIMITS, CDN_REGION } from "./cdn/cdn-limits.js";
export type { ResolvedBehavior, ResolvedCdn, ResolvedDistribution } from "./cdn/resolved-cdn.js";
export type {
  DomainOptions,
  EnvironmentOptions,
  AdoptedNetworkOptions,
  NatOptions,
  NetworkOptions,
  NewNetworkOptions,
  SharingOptions,
} from "./environment/environment-options.js";
export { formatDuration, parseDurationSeconds } from "./duration/duration.js";
export type { BudgetOptions } from "./environment/budget-options.js";
export type { ResolvedBudget } from "./environment/resolved-budget.js";
export type { ResolvedUsage } from "./environment/resolved-usage.js";
export { USAGE_DEFAULTS } from "./environment/usage-defaults.js";
export type { UsageOptions } from "./environment/usage-options.js";
export {
  type ResolvedDomain,
  type ResolvedEnvironment,
  TIER_NAMES,
  type TierName,
} from "./environment/resolved-environment.js";
export type { TaskRange, TierCell, TierOverrides, TierTable, TierValues } from "./environment/tier-values.js";
export { TIERS } from "./environment/tiers.js";
export { type Image, image, type ImageOptions } from "./image/image.js";
export type { ResolvedImage, ResolvedImageSource } from "./image/resolved-image.js";
export {
  type Ingress,
  ingress,
  type IngressOptions,
  type LoadBalancerOptions,
  type RouteOptions,
  type SignInOptions,
} from "./ingress/ingress.js";
export type {
  AdoptedLoadBalancer,
  ResolvedIngress,
  ResolvedLoadBalancer,
  ResolvedRoute,
  ResolvedSignIn,
  ResolvedWaf,
} from "./ingress/resolved-ingress.js";
export { schedulePeriodSeconds } from "./job/schedule-period.js";
export { type Job, job, type JobOptions } from "./job/job.js";
export { RELEASE_JOB_LIMITS } from "./job/release-job-limits.js";
export type { ResolvedJob, ResolvedTrigger } from "./job/resolved-job.js";
export { type Model, model, type ModelOptions, type ModelReference } from "./model/model.js";
export { invokedId, type ModelProfile, type ResolvedModel } from "./model/resolved-model.js";
export type { AdoptedNetwork, NatChoice, ResolvedNetwork, ResolvedNetworkSource } from "./network/resolved-network.js";
export { DASHBOARD_GROUPS } from "./metric/dashboard-groups.js";
export type {
  AppMetricOptions,
  LogMetricOptions,
  MetricPublication,
  MetricStatistic,
  PublishedMetricOptions,
  WatchedOptions,
} from "./metric/metric-options.js";
export type { ResolvedMetric, ResolvedMetricAlarm, ResolvedMetricSource } from "./metric/resolved-metric.js";
export { publishedNamespaces } from "./metric/published-namespaces.js";
export { watchedMetric } from "./metric/watched-metric.js";
export { ALARM_LEVELS, type AlarmLevel } from "./observability/alarm-level.js";
export type {
  AboveOptions,
  AlarmTimingOptions,
  BelowOptions,
  MetricAlarmOptions,
  ServiceAlarmsOptions,
  SlowerOptions,
} from "./observability/alarm-options.js";
export type { AlertsOptions } from "./observability/alerts-options.js";
export type { ResolvedAlertTopic } from "./observability/resolved-alerts.js";
export type {
  AlarmMetric,
  ResolvedAlarm,
  ResolvedObservability,
  SilencedAlarm,
} from "./observability/resolved-observability.js";
export { type Parameter, parameter, type ParameterOptions } from "./parameter/parameter.js";
export type { ResolvedParameter } from "./parameter/resolved-parameter.js";
export { extensionStatements } from "./postgres/extension-statements.js";
export { POSTGRES_EXTENSIONS, type PostgresExtension } from "./postgres/extensions.js";
export {
  type AuroraServerlessOptions,
  type DatabaseOutputs,
  type DatabaseReference,
  type Postgres,
  postgres,
  type PostgresOptions,
  type ProxyOptions,
  type RdsOptions,
} from "./postgres/postgres.js";
export { instanceType } from "./pool/instance-types.js";
export type { PoolOptions } from "./pool/pool.js";
export type { ResolvedPool, ResolvedRoom } from "./pool/resolved-pool.js";
export type {
  ResolvedDatabaseProxy,
  ResolvedPostgres,
  ResolvedPostgresEngine,
  ResolvedRotation,
} from "./postgres/resolved-postgres.js";
export { type Queue, queue, type QueueOptions, type QueueReference } from "./queue/queue.js";
export type { QueueAccess, ResolvedQueue } from "./queue/resolved-queue.js";
export type { ResolvedSecret, ResolvedSecretValue } from "./secret/resolved-secret.js";
export { type Secret, secret, type SecretKeyReference, type SecretOptions } from "./secret/secret.js";
export {
  type ResolvedEndpoint,
  type ResolvedEndpointTimeouts,
  type ResolvedWays,
  type ServiceProtocol,
  usesDns,
  usesServiceConnect,
} from "./endpoint/resolved-endpoint.js";
export { namespaceName, type NamespaceOwner, serviceHost } from "./endpoint/service-host.js";
export { calledService, calledServices } from "./endpoint/called-service.js";
export type { ContainerOptions, Env, EnvValue, Reference } from "./service/container-options.js";
export type {
  BrokerOutput,
  BrokerSecret,
  CacheOutput,
  DatabaseOutput,
  ResolvedContainer,
  ResolvedValue,
  ResolvedVariable,
  ServiceOutput,
} from "./service/resolved-container.js";
export type {
  ResolvedQueueDepth,
  ResolvedScaling,
  ResolvedScalingMetric,
  ResolvedScalingSchedule,
  ResolvedWorkSource,
} from "./scaling/resolved-scaling.js";
export {
  BROKER_METRICS_PORT,
  type BrokerQueueSource,
  type DepthReporter,
  depthReporters,
  measuredPart,
  type MeasuredParts,
  type StreamSource,
} from "./scaling/depth-reporters.js";
export { isScaled } from "./scaling/is-scaled.js";
export { workText } from "./scaling/work-text.js";
export type {
  MetricOptions,
  QueueDepthOptions,
  ScalingScheduleOptions,
  ScalingStatistic,
  WorkSource,
} from "./scaling/scaling-options.js";
export { type AddressedContainer, containersOf, type EachContainer, eachContainerOf } from "./service/containers-of.js";
export type { ResolvedTraits } from "./service/resolved-traits.js";
export type { GuardsOptions, TraitsOptions } from "./service/traits-options.js";
export { databaseMemoryGib, maxConnections, RESERVED_CONNECTIONS } from "./postgres/max-connections.js";
export type {
  ResolvedCapacity,
  ResolvedContainerHealth,
  ResolvedRollout,
  ResolvedService,
  ResolvedTargetHealth,
} from "./service/resolved-service.js";
export {
  type CapacityOptions,
  type ContainerHealthOptions,
  type HealthOptions,
  type RolloutOptions,
  type Service,
  service,
  type ServiceOptions,
  type ServiceReference,
  type TasksOptions,
  type TrafficGateOptions,
} from "./service/service.js";
export { approvalMinutesOf, isTested, smokeJobOf } from "./service/traffic-gates.js";
export { surgeTasks } from "./service/surge-tasks.js";
export type { ResolvedSite } from "./site/resolved-site.js";
export {
  type ContainerCondition,
  type SharedFolders,
  type SidecarOptions,
  type StartAfter,
} from "./sidecar/sidecar.js";
export type { ResolvedSharedFolder, ResolvedSidecar, ResolvedStart } from "./sidecar/resolved-sidecar.js";
export { TRACE_COLLECTOR } from "./service/trace-collector.js";
export { type Site, site, type SiteOptions } from "./site/site.js";
export type { ResolvedVolume, ResolvedVolumeMount, ResolvedVolumeThroughput } from "./volume/resolved-volume.js";
export {
  type InfrequentAccessDays,
  type Volume,
  volume,
  type VolumeOptions,
  type VolumeThroughputOptions,
  type VolumeWriters,
} from "./volume/volume.js";
export type { VolumeMounts } from "./volume/volume-mounts.js";
export {
  type AdoptedUserPoolOptions,
  type NewUserPoolOptions,
  type SignInFlow,
  type UserPool,
  userPool,
  type UserPoolClientOptions,
  type UserPoolOptions,
  type UserPoolReference,
} from "./user-pool/user-pool.js";
export type {
  ResolvedUserPool,
  ResolvedUserPoolClient,
  ResolvedUserPoolDomain,
  ResolvedUserPoolSource,
  UserPoolOutput,
} from "./user-pool/resolved-user-pool.js";

import type { TierName } from "./resolved-environment.js";
import type { TierCell, TierOverrides, TierTable, TierValues } from "./tier-values.js";
import { tierValuesSchema } from "./tier-values-schema.js";

const cell = <const Value>(value: Value, reason: string): TierCell<Value> => ({ value, reason });

const NO_ENDPOINTS =
  "An interface endpoint costs 0.01 USD an hour, 7.30 USD a month, in each zone and 0.01 USD per GB; through NAT a GB costs 0.045 USD. Two zones pay off above 417 GB a month to one service (us-east-1, AWS PrivateLink and VPC pricing, 2025-11).";
const ARM = "Graviton costs a fifth less than x86_64 for the same size (Fargate pricing, 2025-10).";
const NEVER_EXPIRES_BY_ITSELF = "A deletion by mistake must not take the data along.";
const EXEC = "What is stuck is best looked at where it is stuck; who may do so is decided by IAM (ecs:ExecuteCommand).";
const VISIBLE = "One page that shows whether the app is well costs 3 USD a month at most; the first three are free.";

const MINIMAL: TierTable = {
  zones: cell(2, "A load balancer needs two zones; a third gives a trial nothing."),
  nat: cell(
    "none",
    "A NAT gateway costs 33 USD a month before its first byte; public addresses on the tasks cost 3.65 USD each.",
  ),
  interfaceEndpoints: cell([], NO_ENDPOINTS),
  flowLogs: cell("REJECT", "Rejected packets show a rule that is missing; all others cost by the GB."),
  publicTasks: cell({ min: 1, max: 1 }, "Nobody is let down when a trial is away for a minute."),
  workerTasks: cell({ min: 1, max: 1 }, "One worker does the work, two do not do it better in a trial."),
  capacity: cell("fargate-spot", "Spot costs up to 70 % less; AWS may take a task away with two minutes' notice."),
  architecture: cell("arm64", ARM),
  cpu: cell(256, "The smallest size of Fargate: an LLM app mostly waits for a provider."),
  memory: cell(512, "The least that Fargate pairs with 256 CPU units."),
  exec: cell(true, EXEC),
  tracing: cell(false, "A collector beside each task costs memory that a trial doesn't have."),
  rollout: cell("rolling", "With one task there is no share of traffic to try a release on."),
  rollbackOnAlarms: cell(false, "Without steady traffic an alarm says more about the visitor than about the release."),
  auroraCapacity: cell(
    { min: 0, max: 2 },
    "At 0 an idle cluster costs its storage alone; the first query waits about 15 s.",
  ),
  auroraReaders: cell(0, "A writer that fails is rebuilt in minutes, which a trial can wait for."),
  rdsInstance: cell("t4g.micro", "The smallest Graviton class."),
  rdsMultiAz: cell(false, "A standby doubles the price."),
  backupDays: cell(1, "The least that keeps point-in-time recovery of the last day."),
  deletionProtection: cell(false, "A trial is made to be thrown away."),
  finalSnapshot: cell(true, "Whatever else was forgotten, the data can still be had."),
  rotation: cell("none", "Without NAT the rotation's function has no way to Secrets Manager."),
  cacheNode: cell("cache.t4g.micro", "The smallest Graviton node."),
  cacheReplicas: cell(0, "A cache that is lost fills up again."),
  cacheSnapshotDays: cell(0, "A cache that is lost fills up again."),
  brokerInstance: cell("mq.m7g.medium", "The smallest that RabbitMQ 4 runs on; AWS calls it enough to test with."),
  brokerCluster: cell(false, "A broker that is away for some minutes delays a trial's work, and loses none of it."),
  bucketVersioning: cell(false, "What a trial overwrites is not missed, and old versions are billed as new ones are."),
  oldVersionDays: cell(7, "A mistake in a trial is noticed within a week."),
  volumeBackupDays: cell(0, "The vault of a trial that is thrown away would be left behind."),
  waf: cell(false, "A web ACL costs 5 USD a month and 1 USD for each rule."),
  containerInsights: cell("disabled", "Its metrics are billed one by one; ECS's own CPU and memory are free."),
  dashboard: cell(true, VISIBLE),
  logRetention: cell(7, "Last week's trial is forgotten."),
};

const STANDARD: TierTable = {
  zones: cell(2, "Two zones survive the loss of one."),
  nat: cell(
    "gateway",
    "Tasks carry no public address; one gateway is a single point of failure that halves the price.",
  ),
  interfaceEndpoints: cell([], NO_ENDPOINTS),
  flowLogs: cell("REJECT", "Rejected packets show a rule that is missing; all others cost by the GB."),
  publicTasks: cell({ min: 2, max: 4 }, "One task serves while the other is replaced or its zone is away."),
  workerTasks: cell({ min: 1, max: 1 }, "Work waits in its queue for the minute that a replacement takes."),
  capacity: cell("fargate", "Somebody waits for the answers; Spot cuts them after two minutes' notice."),
  architecture: cell("arm64", ARM),
  cpu: cell(512, "Half a vCPU keeps hundreds of streams going and starts a runtime in seconds."),
  memory: cell(1024, "The least that Fargate pairs with 512 CPU units."),
  exec: cell(true, EXEC),
  tracing: cell(false, "Traces are billed by the million; turn them on where several services answer together."),
  rollout: cell(
    "rolling",
    "Both revisions serve for minutes; two tasks are too few for a share of the traffic to mean much.",
  ),
  rollbackOnAlarms: cell(true, "A release that answers with errors goes back by itself."),
  auroraCapacity: cell({ min: 0.5, max: 2 }, "Half a unit is awake at once; 2 ACU are 4 GiB of memory."),
  auroraReaders: cell(0, "A writer that fails is rebuilt in minutes."),
  rdsInstance: cell("t4g.small", "2 GiB of memory, some 225 connections."),
  rdsMultiAz: cell(false, "A standby doubles the price."),
  backupDays: cell(7, "A mistake is noticed within a week."),
  deletionProtection: cell(true, NEVER_EXPIRES_BY_ITSELF),
  finalSnapshot: cell(true, NEVER_EXPIRES_BY_ITSELF),
  rotation: cell({ everyDays: 30 }, "A password that leaked is worth nothing after two turns."),
  cacheNode: cell("cache.t4g.small", "1.37 GiB: room for a stream beside the cache."),
  cacheReplicas: cell(0, "A cache that is lost fills up again."),
  cacheSnapshotDays: cell(1, "Yesterday's state, in case the cache holds more than a cache should."),
  brokerInstance: cell("mq.m7g.large", "The smallest that AWS recommends beyond tests."),
  brokerCluster: cell(false, "A cluster costs three times as much; a node that fails comes back with its queues."),
  bucketVersioning: cell(true, NEVER_EXPIRES_BY_ITSELF),
  oldVersionDays: cell(30, "A mistake is noticed within a month; each old version is billed as a new one is."),
  volumeBackupDays: cell(7, "A mistake is noticed within a week."),
  waf: cell(
    false,
    "A web ACL costs 5 USD a month and 1 USD for each rule; turn it on once strangers know the address.",
  ),
  containerInsights: cell("disabled", "Its metrics are billed one by one; ECS's own CPU and memory are free."),
  dashboard: cell(true, VISIBLE),
  logRetention: cell(30, "A month covers what is asked about after the fact."),
};

const PRODUCTION: TierTable = {
  zones: cell(3, "With one of three zones away two thirds of the capacity are left."),
  nat: cell(
    "gateway-per-zone",
    "A zone that is away takes no other zone's way out along; no traffic between zones is billed.",
  ),
  interfaceEndpoints: cell([], NO_ENDPOINTS),
  flowLogs: cell("ALL", "After an incident the question is who did get through."),
  publicTasks: cell(
    { min: 2, max: 10 },
    "Two survive the loss of a zone; ten are five times that before somebody must look.",
  ),
  workerTasks: cell({ min: 1, max: 2 }, "A second worker takes over a backlog."),
  capacity: cell("fargate", "Somebody waits for the answers; Spot cuts them after two minutes' notice."),
  architecture: cell("arm64", ARM),
  cpu: cell(512, "Half a vCPU keeps hundreds of streams going; more load is met with more tasks."),
  memory: cell(1024, "The least that Fargate pairs with 512 CPU units."),
  exec: cell(true, EXEC),
  tracing: cell(true, "Where the time went in a slow answer is the first question of an incident."),
  rollout: cell("canary", "A tenth of the traffic tries a release before all of it does."),
  rollbackOnAlarms: cell(true, "A release that answers with errors goes back by itself."),
  auroraCapacity: cell(
    { min: 0.5, max: 4 },
    "Half a unit is awake at once; 4 ACU are 8 GiB of memory and 823 connections.",
  ),
  auroraReaders: cell(1, "A reader in another zone takes over in about a minute."),
  rdsInstance: cell("m7g.large", "8 GiB of memory without burst credits that run out under load."),
  rdsMultiAz: cell(true, "The standby takes over in a minute or two."),
  backupDays: cell(30, "A slow corruption is found weeks later."),
  deletionProtection: cell(true, NEVER_EXPIRES_BY_ITSELF),
  finalSnapshot: cell(true, NEVER_EXPIRES_BY_ITSELF),
  rotation: cell({ everyDays: 30 }, "A password that leaked is worth nothing after two turns."),
  cacheNode: cell("cache.t4g.small", "1.37 GiB: room for a stream beside the cache."),
  cacheReplicas: cell(1, "Failover is automatic, and nothing meets a cold cache at full load."),
  cacheSnapshotDays: cell(7, "A week of states, in case the cache holds more than a cache should."),
  brokerInstance: cell("mq.m7g.large", "The smallest that AWS recommends beyond tests."),
  brokerCluster: cell(true, "Three nodes in three zones go on when one is away or is patched."),
  bucketVersioning: cell(true, NEVER_EXPIRES_BY_ITSELF),
  oldVersionDays: cell(90, "A slow corruption is found weeks later."),
  volumeBackupDays: cell(35, "As long as AWS's own plan for EFS keeps them; a slow corruption is found weeks later."),
  waf: cell(true, "A public address is scanned from its first hour on."),
  containerInsights: cell("enhanced", "Per task, so that one bad task among ten is seen."),
  dashboard: cell(true, VISIBLE),
  logRetention: cell(180, "Half a year covers most audits."),
};

/** The three tiers: everything that an environment decides unless it says otherwise, each cell with its reason. */
export const TIERS = {
  minimal: MINIMAL,
  standard: STANDARD,
  production: PRODUCTION,
} as const satisfies Readonly<Record<TierName, TierTable>>;

/** The tier's decisions with what an environment states itself in their place. */
export function tierValues(tier: TierName, overrides: TierOverrides): TierValues {
  const decided = Object.entries(TIERS[tier]).map(([name, { value }]): [string, unknown] => [name, value]);
  const stated = Object.entries<unknown>(overrides).filter(([, value]) => value !== undefined);
  return tierValuesSchema.parse(Object.fromEntries([...decided, ...stated]));
}

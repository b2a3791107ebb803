import {
  addressOf,
  type Address,
  INGRESS_ADDRESS,
  type ResolvedApp,
  type ResolvedPostgresEngine,
} from "@fairlead/model";
import type { TargetGroupDimensions } from "../alb/traffic-target.js";
import { depthNamespace } from "../scaling/depth-metric.js";
import { deadLetterQueueName, queueName } from "../queue/queue-names.js";
import {
  clusterName,
  environmentPath,
  failedRunsQueueName,
  proxyName,
  rotationFunctionName,
} from "../stacks/resource-names.js";

type Dimensions = Readonly<Record<string, string>>;

/** Where the series of one part of the app are found. What the part has not is empty. */
export interface MetricSubject {
  /** `LoadBalancer` and `TargetGroup`, for each target group of the service, those of each revision apart. */
  readonly targetGroups: readonly (readonly Dimensions[])[];
  /** `LoadBalancer` alone. */
  readonly loadBalancer: Dimensions;
  /** `ClusterName` and `ServiceName`. */
  readonly service: Dimensions;
  readonly database: Dimensions;
  /** `ProxyName` of the proxy in front of the database. */
  readonly proxy: Dimensions;
  /** `FunctionName` of the function that rotates the database's credentials. */
  readonly rotation: Dimensions;
  readonly databaseEngine: ResolvedPostgresEngine["kind"] | null;
  readonly cacheNodes: readonly Dimensions[];
  /** `Broker`, of Amazon MQ. */
  readonly broker: Dimensions;
  /** `QueueName`. */
  readonly queue: Dimensions;
  /** `QueueName` of its dead letters. */
  readonly deadLetters: Dimensions;
  /** `QueueName` of what is known of a scheduled job's failed runs. */
  readonly failedRuns: Dimensions;
  /** Namespace of the numbers that are read out of the part's log. */
  readonly logNamespace: string;
  /** Namespace of the depths of work that functions of the environment measure. */
  readonly depthNamespace: string;
}

/** Those who know what the parts are called in CloudWatch. */
export interface DimensionOwners {
  /** By service, those of each revision apart. */
  readonly targetGroups: ReadonlyMap<string, readonly (readonly TargetGroupDimensions[])[]>;
  /** `LoadBalancer`; `null`: none is made here. */
  readonly loadBalancer: Dimensions | null;
  readonly data: {
    databaseMetricDimensions(name: string): Dimensions;
    cacheMetricDimensions(name: string): readonly Dimensions[];
    brokerMetricDimensions(name: string): Dimensions;
  } | null;
}

/** What a part that is none of a kind has of it. */
const NOTHING: Omit<MetricSubject, "depthNamespace"> = {
  targetGroups: [],
  loadBalancer: {},
  service: {},
  database: {},
  proxy: {},
  rotation: {},
  databaseEngine: null,
  cacheNodes: [],
  broker: {},
  queue: {},
  deadLetters: {},
  failedRuns: {},
  logNamespace: "",
};

/** Finds the series of a part by its address. */
export const metricSubject = (app: ResolvedApp, address: Address, owners: DimensionOwners): MetricSubject => ({
  ...NOTHING,
  ...(address === INGRESS_ADDRESS ? { loadBalancer: owners.loadBalancer ?? {} } : {}),
  depthNamespace: depthNamespace(app),
  ...ofService(app, address, owners),
  ...ofJob(app, address),
  ...ofDatabase(app, address, owners),
  ...ofCache(app, address, owners),
  ...ofBroker(app, address, owners),
  ...ofQueue(app, address),
});

function ofService(app: ResolvedApp, address: Address, { targetGroups }: DimensionOwners): Partial<MetricSubject> {
  const service = app.services.find(({ name }) => addressOf("service", name) === address);
  if (service === undefined) return {};
  return {
    targetGroups: (targetGroups.get(service.name) ?? []).map((groups) => groups.map((group) => ({ ...group }))),
    service: serviceDimensions(app, service.name),
    logNamespace: logNamespace(app, service.name),
  };
}

function ofJob(app: ResolvedApp, address: Address): Partial<MetricSubject> {
  const job = app.jobs.find(({ name }) => addressOf("job", name) === address);
  return job === undefined ? {} : { failedRuns: { QueueName: failedRunsQueueName(app, job.name) } };
}

function ofDatabase(app: ResolvedApp, address: Address, { data }: DimensionOwners): Partial<MetricSubject> {
  const database = app.databases.find(({ name }) => addressOf("postgres", name) === address);
  if (database === undefined) return {};
  return {
    database: data?.databaseMetricDimensions(database.name) ?? {},
    proxy: { ProxyName: proxyName(app, database.name) },
    rotation: { FunctionName: rotationFunctionName(app, database.name) },
    databaseEngine: database.engine.kind,
  };
}

function ofCache(app: ResolvedApp, address: Address, { data }: DimensionOwners): Partial<MetricSubject> {
  const cache = app.caches.find(({ name }) => addressOf("cache", name) === address);
  return cache === undefined ? {} : { cacheNodes: data?.cacheMetricDimensions(cache.name) ?? [] };
}

function ofBroker(app: ResolvedApp, address: Address, { data }: DimensionOwners): Partial<MetricSubject> {
  const broker = app.brokers.find(({ name }) => addressOf("broker", name) === address);
  return broker === undefined ? {} : { broker: data?.brokerMetricDimensions(broker.name) ?? {} };
}

function ofQueue(app: ResolvedApp, address: Address): Partial<MetricSubject> {
  const queue = app.queues.find(({ name }) => addressOf("queue", name) === address);
  if (queue === undefined) return {};
  return {
    queue: { QueueName: queueName(app, queue) },
    deadLetters: { QueueName: deadLetterQueueName(app, queue) },
  };
}

/** Names are known; a reference would make an alarm wait for what it watches. */
export const serviceDimensions = (app: ResolvedApp, service: string): Dimensions => ({
  ClusterName: clusterName(app),
  ServiceName: service,
});

/** Metrics read from logs have no dimensions of their own, so each service has a namespace. */
export const logNamespace = (app: ResolvedApp, service: string): string => environmentPath(app, service);

import { addressOf, type Address, type ResolvedApp, type ResolvedPostgresEngine } from "@fairlead/model";
import type { TargetGroupDimensions } from "../alb/traffic-target.js";
import { deadLetterQueueName, queueName } from "../queue/queue-names.js";
import { clusterName, environmentPath, proxyName, rotationFunctionName } from "../stacks/resource-names.js";

type Dimensions = Readonly<Record<string, string>>;

/** Where the series of one part of the app are found. What the part has not is empty. */
export interface MetricSubject {
  /** `LoadBalancer` and `TargetGroup`, for each target group of the service, those of each revision apart. */
  readonly targetGroups: readonly (readonly Dimensions[])[];
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
  /** Namespace of the numbers that are read out of the part's log. */
  readonly logNamespace: string;
}

/** Those who know what the parts are called in CloudWatch. */
export interface DimensionOwners {
  /** By service, those of each revision apart. */
  readonly targetGroups: ReadonlyMap<string, readonly (readonly TargetGroupDimensions[])[]>;
  readonly data: {
    databaseMetricDimensions(name: string): Dimensions;
    cacheMetricDimensions(name: string): readonly Dimensions[];
    brokerMetricDimensions(name: string): Dimensions;
  } | null;
}

/** Finds the series of a part by its address. */
export function metricSubject(app: ResolvedApp, address: Address, owners: DimensionOwners): MetricSubject {
  const { targetGroups, data } = owners;
  const service = app.services.find(({ name }) => addressOf("service", name) === address);
  const database = app.databases.find(({ name }) => addressOf("postgres", name) === address);
  const cache = app.caches.find(({ name }) => addressOf("cache", name) === address);
  const broker = app.brokers.find(({ name }) => addressOf("broker", name) === address);
  const queue = app.queues.find(({ name }) => addressOf("queue", name) === address);
  return {
    targetGroups:
      service === undefined
        ? []
        : (targetGroups.get(service.name) ?? []).map((groups) => groups.map((group) => ({ ...group }))),
    service: service === undefined ? {} : serviceDimensions(app, service.name),
    database: database === undefined || data === null ? {} : data.databaseMetricDimensions(database.name),
    proxy: database === undefined ? {} : { ProxyName: proxyName(app, database.name) },
    rotation: database === undefined ? {} : { FunctionName: rotationFunctionName(app, database.name) },
    databaseEngine: database?.engine.kind ?? null,
    cacheNodes: cache === undefined || data === null ? [] : data.cacheMetricDimensions(cache.name),
    broker: broker === undefined || data === null ? {} : data.brokerMetricDimensions(broker.name),
    queue: queue === undefined ? {} : { QueueName: queueName(app, queue) },
    deadLetters: queue === undefined ? {} : { QueueName: deadLetterQueueName(app, queue) },
    logNamespace: service === undefined ? "" : logNamespace(app, service.name),
  };
}

/** Names are known; a reference would make an alarm wait for what it watches. */
export const serviceDimensions = (app: ResolvedApp, service: string): Dimensions => ({
  ClusterName: clusterName(app),
  ServiceName: service,
});

/** Metrics read from logs have no dimensions of their own, so each service has a namespace. */
export const logNamespace = (app: ResolvedApp, service: string): string => environmentPath(app, service);

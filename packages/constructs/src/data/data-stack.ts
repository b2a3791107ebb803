import { expectPresent } from "@fairlead/errors";
import {
  type Address,
  addressOf,
  type BrokerOutput,
  type BrokerSecret,
  type CacheOutput,
  type DatabaseOutput,
  type ResolvedApp,
  type ResolvedBackup,
} from "@fairlead/model";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { EnvironmentBackup } from "../backup/environment-backup.js";
import { adoptedCacheValue, adoptedDatabaseValue } from "../adopted/adopted-value.js";
import { type MessageBroker, messageBroker } from "../broker/message-broker.js";
import { ObjectBucket } from "../bucket/object-bucket.js";
import { ReplicationGroup } from "../cache/replication-group.js";
import type { ContainerValue } from "../container/container-value.js";
import { PostgresDatabase } from "../postgres/postgres-database.js";
import { markAddress } from "../provenance/mark-address.js";
import { MessageQueue } from "../queue/message-queue.js";
import type { SecretsStack } from "../secrets/secrets-stack.js";
import { AppStack } from "../stacks/app-stack.js";
import { isProtected } from "../stacks/data-protection.js";
import { FileVolume, type VolumeArns, type VolumeLocation } from "../volume/file-volume.js";
import type { VpcStack } from "../vpc/vpc-stack.js";

/** What a {@link DataStack} is made from. */
export interface DataStackProps {
  readonly app: ResolvedApp;
  readonly vpc: VpcStack;
  readonly secrets: SecretsStack;
}

/** Names of one CloudWatch metric source: dimension to value. */
export type MetricDimensions = Readonly<Record<string, string>>;

/** What the app keeps: databases with their credentials, caches, brokers, buckets, queues and volumes. */
export class DataStack extends AppStack {
  /** By the database's name. */
  readonly databases: ReadonlyMap<string, PostgresDatabase>;
  /** By the cache's name. */
  readonly caches: ReadonlyMap<string, ReplicationGroup>;
  /** By the broker's name. */
  readonly brokers: ReadonlyMap<string, MessageBroker>;

  /** By the bucket's name in the description. */
  readonly buckets: ReadonlyMap<string, ObjectBucket>;
  /** By the queue's name. */
  readonly queues: ReadonlyMap<string, MessageQueue>;
  /** By the volume's name. */
  readonly volumes: ReadonlyMap<string, FileVolume>;
  /** `null` without a plan. */
  readonly backup: EnvironmentBackup | null;

  constructor(scope: Construct, id: string, { app, vpc, secrets }: DataStackProps) {
    super(scope, id, {
      app,
      role: "Data",
      description: `Data of ${app.name} (${app.environment.name})`,
      terminationProtection: isProtected(app),
    });
    const key = Key.fromKeyArn(this, "Key", secrets.key.keyArn);
    this.databases = new Map(
      app.databases.map((database) => {
        const construct = new PostgresDatabase(this, `Database-${database.name}`, { app, database, vpc, key });
        return [database.name, markAddress(construct, addressOf("postgres", database.name))];
      }),
    );
    this.caches = new Map(
      app.caches.map((cache) => {
        const construct = new ReplicationGroup(this, `Cache-${cache.name}`, { app, cache, vpc, key });
        return [cache.name, markAddress(construct, addressOf("cache", cache.name))];
      }),
    );
    this.brokers = new Map(
      app.brokers.map((broker) => {
        const construct = messageBroker(this, `Broker-${broker.name}`, { app, broker, vpc, key });
        return [broker.name, markAddress(construct, addressOf("broker", broker.name))];
      }),
    );
    this.buckets = new Map(
      app.buckets.map((bucket) => {
        const construct = new ObjectBucket(this, `Bucket-${bucket.name}`, { bucket, key });
        return [bucket.name, markAddress(construct, addressOf("bucket", bucket.name))];
      }),
    );
    this.queues = new Map(
      app.queues.map((queue) => {
        const construct = new MessageQueue(this, `Queue-${queue.name}`, { app, queue, key });
        return [queue.name, markAddress(construct, addressOf("queue", queue.name))];
      }),
    );
    this.volumes = new Map(
      app.volumes.map((volume) => {
        const construct = new FileVolume(this, `Volume-${volume.name}`, { app, volume, vpc, key });
        return [volume.name, markAddress(construct, addressOf("volume", volume.name))];
      }),
    );
    this.backup = app.backup === null ? null : this.makeBackup(app.backup, key);
  }

  /** One output of a database for a container. */
  databaseValue(name: string, output: DatabaseOutput): ContainerValue {
    const adopted = this.app.adoptedDatabases.find((database) => database.name === name);
    return adopted === undefined ? this.database(name).value(output) : adoptedDatabaseValue(adopted, output);
  }

  /** One output of a cache for a container. */
  cacheValue(name: string, output: CacheOutput): ContainerValue {
    const adopted = this.app.adoptedCaches.find((cache) => cache.name === name);
    return adopted === undefined ? this.cache(name).value(output) : adoptedCacheValue(adopted, output);
  }

  /** One output of a broker for a container. */
  brokerValue(name: string, output: BrokerOutput | BrokerSecret): ContainerValue {
    return this.broker(name).value(output);
  }

  /** In the namespace `AWS/AmazonMQ`; empty where the broker is a service. */
  brokerMetricDimensions(name: string): MetricDimensions {
    return this.broker(name).metricDimensions ?? {};
  }

  /** The name that S3 chose for a bucket. */
  bucketName(name: string): string {
    return this.bucket(name).bucket.bucketName;
  }

  bucketArn(name: string): string {
    return this.bucket(name).bucket.bucketArn;
  }

  queueUrl(name: string): string {
    return this.queue(name).queue.ref;
  }

  queueArn(name: string): string {
    return this.queue(name).queue.attrArn;
  }

  volumeLocation(name: string): VolumeLocation {
    return this.volume(name).location;
  }

  volumeArns(name: string): VolumeArns {
    return this.volume(name).arns;
  }

  /** Of the whole cluster (Aurora) or the instance (RDS), in the namespace `AWS/RDS`. */
  databaseMetricDimensions(name: string): MetricDimensions {
    return this.database(name).metricDimensions;
  }

  /** Of each node, in the namespace `AWS/ElastiCache`. */
  cacheMetricDimensions(name: string): readonly MetricDimensions[] {
    return this.cache(name).metricDimensions;
  }

  private database(name: string): PostgresDatabase {
    return expectPresent(this.databases.get(name), `Database ${name}`);
  }

  private cache(name: string): ReplicationGroup {
    return expectPresent(this.caches.get(name), `Cache ${name}`);
  }

  private broker(name: string): MessageBroker {
    return expectPresent(this.brokers.get(name), `Broker ${name}`);
  }

  private makeBackup(backup: ResolvedBackup, key: IKey): EnvironmentBackup {
    const arns = new Map<Address, string>([
      ...[...this.databases].map(([name, { arn }]) => [addressOf("postgres", name), arn] as const),
      ...[...this.buckets].map(([name, { bucket }]) => [addressOf("bucket", name), bucket.bucketArn] as const),
      ...[...this.volumes].map(
        ([
          name,
          {
            arns: { fileSystemArn },
          },
        ]) => [addressOf("volume", name), fileSystemArn] as const,
      ),
    ]);
    const construct = new EnvironmentBackup(this, "Backup", {
      app: this.app,
      backup,
      key,
      resources: backup.of.map((address) => expectPresent(arns.get(address), address)),
    });
    return markAddress(construct, addressOf("environment", this.app.environment.name));
  }

  private bucket(name: string): ObjectBucket {
    return expectPresent(this.buckets.get(name), `Bucket ${name}`);
  }

  private queue(name: string): MessageQueue {
    return expectPresent(this.queues.get(name), `Queue ${name}`);
  }

  private volume(name: string): FileVolume {
    return expectPresent(this.volumes.get(name), `Volume ${name}`);
  }
}

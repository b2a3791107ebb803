import { addressOf, type CacheOutput, type ResolvedApp, type ResolvedCache } from "@fairlead/model";
import { CfnDeletionPolicy, SecretValue } from "aws-cdk-lib";
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from "aws-cdk-lib/aws-elasticache";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import { lettersAndDigits } from "../secrets/secret-generation.js";
import { environmentPath, environmentPrefix } from "../stacks/resource-names.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { cacheParameters, parameterGroupFamily } from "./cache-parameters.js";
import { cacheUrl } from "./cache-url.js";
import { cacheNodeIds, replicationGroupId } from "./replication-group-name.js";

/** What a {@link ReplicationGroup} is made from. */
export interface ReplicationGroupProps {
  readonly app: ResolvedApp;
  readonly cache: ResolvedCache;
  readonly vpc: VpcStack;
  readonly key: IKey;
}

/** ElastiCache takes 16 to 128 characters; 64 letters and digits can't be guessed and need no escaping. */
const AUTH_TOKEN_LENGTH = 64;

/** A Valkey or Redis cache: encrypted in transit and at rest, signed in to with a token that no template holds. */
export class ReplicationGroup extends Construct {
  readonly group: CfnReplicationGroup;
  readonly subnetGroup: CfnSubnetGroup;
  readonly parameterGroup: CfnParameterGroup;
  readonly authToken: CfnSecret;
  /** Holds the whole `rediss://` URL. */
  readonly url: CfnSecret;
  /** One for each node. */
  readonly metricDimensions: readonly { readonly CacheClusterId: string }[];
  private readonly props: ReplicationGroupProps;

  constructor(scope: Construct, id: string, props: ReplicationGroupProps) {
    super(scope, id);
    this.props = props;
    const { app, cache } = props;
    this.authToken = this.makeSecret("AuthToken", "auth-token", `AUTH token of the cache ${cache.name}`, {
      generateSecretString: lettersAndDigits(AUTH_TOKEN_LENGTH),
    });
    this.subnetGroup = new CfnSubnetGroup(this, "SubnetGroup", {
      description: `Isolated subnets for the cache ${cache.name}`,
      subnetIds: props.vpc.vpc.selectSubnets(props.vpc.dataSubnets).subnetIds,
    });
    this.parameterGroup = new CfnParameterGroup(this, "ParameterGroup", {
      cacheParameterGroupFamily: parameterGroupFamily(cache),
      description: `${environmentPrefix(app)} ${cache.name}`,
      properties: cacheParameters(cache),
    });
    this.group = this.makeGroup();
    this.url = this.makeSecret("Url", "url", `URL of the cache ${cache.name}`, {
      secretString: cacheUrl({ token: this.tokenReference(), host: this.host, port: cache.port }),
    });
    this.metricDimensions = cacheNodeIds(app, cache).map((node) => ({ CacheClusterId: node }));
  }

  /** Name of the primary, which moves to a replica when it fails over. */
  get host(): string {
    return this.group.attrPrimaryEndPointAddress;
  }

  /** One output for a container. The host and the port are no secrets. */
  value(output: CacheOutput): ContainerValue {
    switch (output) {
      case "url":
        return this.secretValue(this.url);
      case "password":
        return this.secretValue(this.authToken);
      case "host":
        return { kind: "plain", value: this.host };
      case "port":
        return { kind: "plain", value: String(this.props.cache.port) };
    }
  }

  private secretValue(secret: CfnSecret): ContainerValue {
    return { kind: "secret", secretArn: secret.ref, jsonKey: null, keyArn: this.props.key.keyArn };
  }

  /** Resolved by CloudFormation as it creates the resource; the template holds the reference alone. */
  private tokenReference(): string {
    return SecretValue.secretsManager(this.authToken.ref).unsafeUnwrap();
  }

  private makeGroup(): CfnReplicationGroup {
    const { app, cache, vpc, key } = this.props;
    const group = new CfnReplicationGroup(this, "ReplicationGroup", {
      replicationGroupId: replicationGroupId(app, cache.name),
      replicationGroupDescription: `${environmentPrefix(app)} ${cache.name}`,
      engine: cache.engine,
      engineVersion: cache.version,
      cacheNodeType: cache.nodeType,
      numCacheClusters: cache.replicas + 1,
      automaticFailoverEnabled: cache.replicas > 0,
      multiAzEnabled: cache.replicas > 0,
      port: cache.port,
      cacheSubnetGroupName: this.subnetGroup.ref,
      cacheParameterGroupName: this.parameterGroup.ref,
      securityGroupIds: [vpc.securityGroupFor(this, addressOf("cache", cache.name)).securityGroupId],
      // A new group that is encrypted in transit takes nothing else; `TransitEncryptionMode` is for groups that change over, can't be
      // set to `required` at once, and is unknown to Redis before 7.0.5.
      // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html (2026-11)
      transitEncryptionEnabled: true,
      authToken: this.tokenReference(),
      atRestEncryptionEnabled: true,
      kmsKeyId: key.keyArn,
      autoMinorVersionUpgrade: true,
      // Night between Saturday and Sunday in Europe and the Americas; the snapshot is taken before.
      preferredMaintenanceWindow: "sun:06:00-sun:07:00",
      snapshotRetentionLimit: cache.snapshotRetentionDays,
      ...(cache.snapshotRetentionDays === 0 ? {} : { snapshotWindow: "04:00-05:00" }),
    });
    // Where snapshots are taken at all, what is in the cache is worth a last one.
    const policy = cache.snapshotRetentionDays === 0 ? CfnDeletionPolicy.DELETE : CfnDeletionPolicy.SNAPSHOT;
    group.cfnOptions.deletionPolicy = policy;
    group.cfnOptions.updateReplacePolicy = policy;
    return group;
  }

  private makeSecret(
    id: string,
    path: string,
    description: string,
    content: Pick<ConstructorParameters<typeof CfnSecret>[2] & object, "generateSecretString" | "secretString">,
  ): CfnSecret {
    return new CfnSecret(this, id, {
      name: environmentPath(this.props.app, `caches/${this.props.cache.name}/${path}`),
      description,
      kmsKeyId: this.props.key.keyArn,
      ...content,
    });
  }
}

import { isList, isRecord, type JsonValue, listOf, recordOf, textOf } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import { findAllXml } from "../api/xml.js";
import { ec2, elastiCache, elasticLoadBalancing, kms, logs, rds, serviceDiscovery } from "./calls.js";
import type { AskedResource, ResourceMaker } from "./resource-maker.js";

/** Looks for what a property names. Throws an `ApiRefusal` when it isn't there. */
type Look = (named: string, api: EmulatedApi) => Promise<unknown>;

const vpc: Look = (named, api) => ec2(api, "DescribeVpcs", { VpcId: [named] });
const subnet: Look = (named, api) => ec2(api, "DescribeSubnets", { SubnetId: [named] });
const securityGroup: Look = (named, api) => ec2(api, "DescribeSecurityGroups", { GroupId: [named] });
const targetGroup: Look = (named, api) =>
  elasticLoadBalancing(api, "DescribeTargetGroups", { TargetGroupArns: [named] });
/** A firewall stands before other things too, which aren't looked for. */
const loadBalancer: Look = async (named, api) => {
  if (named.includes(":loadbalancer/")) {
    await elasticLoadBalancing(api, "DescribeLoadBalancers", { LoadBalancerArns: [named] });
  }
};
const cacheSubnetGroup: Look = (named, api) =>
  elastiCache(api, "DescribeCacheSubnetGroups", { CacheSubnetGroupName: named });
const databaseSubnetGroup: Look = (named, api) => rds(api, "DescribeDBSubnetGroups", { DBSubnetGroupName: named });
const databaseCluster: Look = (named, api) => rds(api, "DescribeDBClusters", { DBClusterIdentifier: named });
const databaseInstance: Look = (named, api) => rds(api, "DescribeDBInstances", { DBInstanceIdentifier: named });
const databaseProxy: Look = (named, api) => rds(api, "DescribeDBProxies", { DBProxyName: named });
const key: Look = (named, api) => kms(api, "DescribeKey", { KeyId: named });
const clusterParameterGroup: Look = (named, api) =>
  rds(api, "DescribeDBClusterParameterGroups", { DBClusterParameterGroupName: named });
const namespace: Look = (named, api) => serviceDiscovery(api, "GetNamespace", { Id: named });

/** A service may name its namespace by its ARN or by its name, which isn't looked for. */
const namespaceOfService: Look = async (named, api) => {
  if (named.startsWith("arn:")) await namespace(named.slice(named.lastIndexOf("/") + 1), api);
};

const natGateway: Look = async (named, api) => {
  const answer = await ec2(api, "DescribeNatGateways", { NatGatewayId: [named] });
  const found = findAllXml(answer, "natGatewayId").some(({ text }) => text === named);
  if (!found) throw new ApiRefusal("NatGatewayNotFound", `The Nat Gateway ${named} was not found`, 400);
};

const logGroup: Look = async (named, api) => {
  const { logGroups } = await logs(api, "DescribeLogGroups", { logGroupNamePrefix: named });
  const found = listOf(logGroups).some((group) => textOf(recordOf(group)["logGroupName"]) === named);
  if (!found) throw new ApiRefusal("ResourceNotFoundException", "The specified log group does not exist.", 400);
};

/**
 * What moto takes though it names nothing, and AWS refuses: by type, the properties to look at first. From the lists of errors in
 * AWS's API references (November 2026): NatGatewayNotFound of EC2's CreateRoute and InvalidVpcID.NotFound of its CreateSecurityGroup;
 * InvalidSecurityGroup of Elastic Load Balancing's CreateLoadBalancer; InvalidSubnet of ElastiCache's CreateCacheSubnetGroup and
 * CacheSubnetGroupNotFoundFault of its CreateReplicationGroup; ResourceNotFoundException of CloudWatch Logs' PutMetricFilter;
 * DBSubnetGroupNotFoundFault and DBClusterParameterGroupNotFound of RDS's CreateDBCluster, and three of its RegisterDBProxyTargets;
 * NotFoundException of KMS's CreateAlias; NamespaceNotFound of Cloud Map's CreateService; WAFNonexistentItemException of WAF's
 * AssociateWebACL; NamespaceNotFoundException and, assumed of target groups, InvalidParameterException of ECS's CreateService. That RDS,
 * its proxies and ElastiCache refuse security groups that aren't there, and Cloud Map a VPC, is assumed. The codes here are the emulator's.
 */
const LOOKED_FOR: Readonly<Record<string, Readonly<Record<string, Look>>>> = {
  "AWS::EC2::Route": { NatGatewayId: natGateway },
  "AWS::EC2::SecurityGroup": { VpcId: vpc },
  "AWS::ECS::Service": {
    "LoadBalancers.TargetGroupArn": targetGroup,
    "LoadBalancers.AdvancedConfiguration.AlternateTargetGroupArn": targetGroup,
    "ServiceConnectConfiguration.Namespace": namespaceOfService,
  },
  "AWS::ElastiCache::ReplicationGroup": { CacheSubnetGroupName: cacheSubnetGroup, SecurityGroupIds: securityGroup },
  "AWS::ElastiCache::SubnetGroup": { SubnetIds: subnet },
  "AWS::ElasticLoadBalancingV2::LoadBalancer": { SecurityGroups: securityGroup },
  "AWS::KMS::Alias": { TargetKeyId: key },
  "AWS::Logs::MetricFilter": { LogGroupName: logGroup },
  "AWS::RDS::DBCluster": {
    DBSubnetGroupName: databaseSubnetGroup,
    DBClusterParameterGroupName: clusterParameterGroup,
    VpcSecurityGroupIds: securityGroup,
  },
  "AWS::RDS::DBInstance": { VPCSecurityGroups: securityGroup },
  "AWS::RDS::DBProxy": { VpcSecurityGroupIds: securityGroup },
  "AWS::RDS::DBProxyTargetGroup": {
    DBProxyName: databaseProxy,
    DBInstanceIdentifiers: databaseInstance,
    DBClusterIdentifiers: databaseCluster,
  },
  "AWS::ServiceDiscovery::PrivateDnsNamespace": { Vpc: vpc },
  "AWS::ServiceDiscovery::Service": { NamespaceId: namespace },
  "AWS::WAFv2::WebACLAssociation": { ResourceArn: loadBalancer },
};

/** Whether a property, e.g. `LoadBalancers[].TargetGroupArn`, is looked for here. */
export const isLookedFor = (type: string, property: string): boolean =>
  LOOKED_FOR[type]?.[property.replaceAll("[]", "")] !== undefined;

/** The same maker, which refuses first what AWS would refuse and the emulator wouldn't. */
export function lookingFirst(type: string, maker: ResourceMaker): ResourceMaker {
  const looks = Object.entries(LOOKED_FOR[type] ?? {});
  if (looks.length === 0) return maker;
  const look = async ({ properties }: AskedResource, api: EmulatedApi): Promise<void> => {
    for (const [path, lookFor] of looks) {
      for (const named of textsAt(properties, path.split("."))) await lookFor(named, api);
    }
  };
  return {
    ...maker,
    create: async (asked, api) => {
      await look(asked, api);
      return maker.create(asked, api);
    },
    update: async (made, change, api) => {
      await look(change.after, api);
      return maker.update(made, change, api);
    },
  };
}

/** Every text that stands there, lists gone through on the way. */
function textsAt(value: JsonValue, path: readonly string[]): readonly string[] {
  if (isList(value)) return value.flatMap((item) => textsAt(item, path));
  const [first, ...rest] = path;
  if (first === undefined) return typeof value === "string" ? [value] : [];
  return isRecord(value) ? textsAt(value[first] ?? null, rest) : [];
}

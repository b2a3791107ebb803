import type { Address } from "@fairlead/model";
import { listOf, recordOf } from "../templates/read-value.js";
import type { GraphResource } from "../templates/graph-resource.js";
import type { TemplateGraph } from "../templates/template-graph.js";
import { isEnabled, type WayOut, waysOutOf } from "./way-out.js";

/** Something that has addresses in a VPC: what opens connections, or what they are opened to. */
export interface Workload {
  readonly resource: GraphResource;
  /** The part of the description that it belongs to; `null`: no description, or the environment as a whole. */
  readonly address: Address | null;
  /** Its security groups; a group that is in no template is left out. */
  readonly groups: readonly GraphResource[];
  readonly waysOut: readonly WayOut[];
  /** Whether it carries a public address. */
  readonly hasPublicAddress: boolean;
}

/** Where a type of resource says its security groups, its subnets and whether it is public. */
interface Placing {
  readonly groups: (properties: Properties) => unknown;
  readonly subnets: (properties: Properties, graph: TemplateGraph, stack: string) => unknown;
  readonly isPublic: (properties: Properties) => boolean;
}

type Properties = Readonly<Record<string, unknown>>;

const never = (): boolean => false;
const awsvpc = (properties: Properties): Properties =>
  recordOf(recordOf(properties["NetworkConfiguration"])["AwsvpcConfiguration"]);
const vpcConfig = (properties: Properties): Properties => recordOf(properties["VpcConfig"]);

/** The subnets of a subnet group that is named by reference. */
const subnetsOfGroup =
  (property: string, list: string) =>
  (properties: Properties, graph: TemplateGraph, stack: string): unknown => {
    const group = graph.follow(stack, properties[property])?.resource;
    return group?.properties[list];
  };

const PLACINGS: Readonly<Record<string, Placing>> = {
  "AWS::ECS::Service": {
    groups: (properties) => awsvpc(properties)["SecurityGroups"],
    subnets: (properties) => awsvpc(properties)["Subnets"],
    isPublic: (properties) => isEnabled(awsvpc(properties)["AssignPublicIp"]),
  },
  "AWS::ElasticLoadBalancingV2::LoadBalancer": {
    groups: ({ SecurityGroups: groups }) => groups,
    subnets: ({ Subnets: subnets }) => subnets,
    isPublic: ({ Scheme: scheme }) => scheme === undefined || isEnabled(scheme),
  },
  "AWS::Lambda::Function": {
    groups: (properties) => vpcConfig(properties)["SecurityGroupIds"],
    subnets: (properties) => vpcConfig(properties)["SubnetIds"],
    isPublic: never,
  },
  "AWS::RDS::DBInstance": {
    groups: ({ VPCSecurityGroups: groups }) => groups,
    subnets: subnetsOfGroup("DBSubnetGroupName", "SubnetIds"),
    isPublic: ({ PubliclyAccessible: isPublic }) => isEnabled(isPublic),
  },
  "AWS::RDS::DBCluster": {
    groups: ({ VpcSecurityGroupIds: groups }) => groups,
    subnets: subnetsOfGroup("DBSubnetGroupName", "SubnetIds"),
    isPublic: ({ PubliclyAccessible: isPublic }) => isEnabled(isPublic),
  },
  "AWS::RDS::DBProxy": {
    groups: ({ VpcSecurityGroupIds: groups }) => groups,
    subnets: ({ VpcSubnetIds: subnets }) => subnets,
    isPublic: never,
  },
  "AWS::ElastiCache::ReplicationGroup": {
    groups: ({ SecurityGroupIds: groups }) => groups,
    subnets: subnetsOfGroup("CacheSubnetGroupName", "SubnetIds"),
    isPublic: never,
  },
  "AWS::AmazonMQ::Broker": {
    groups: ({ SecurityGroups: groups }) => groups,
    subnets: ({ SubnetIds: subnets }) => subnets,
    isPublic: ({ PubliclyAccessible: isPublic }) => isEnabled(isPublic),
  },
  "AWS::EFS::MountTarget": {
    groups: ({ SecurityGroups: groups }) => groups,
    subnets: ({ SubnetId: subnet }) => subnet,
    isPublic: never,
  },
};

/** Everything in the templates that has addresses in a VPC. */
export const workloadsOf = (graph: TemplateGraph): Workload[] =>
  graph.ofType(...Object.keys(PLACINGS)).flatMap((resource): Workload[] => {
    const placing = PLACINGS[resource.type];
    if (placing === undefined) return [];
    const { stack, properties } = resource;
    const groups = listOf(placing.groups(properties)).flatMap((value) => {
      const group = graph.follow(stack, value)?.resource;
      return group?.type === "AWS::EC2::SecurityGroup" ? [group] : [];
    });
    // A function without a network has no address to reach.
    if (groups.length === 0) return [];
    return [
      {
        resource,
        address: groups.find(({ address }) => address !== null)?.address ?? resource.address,
        groups,
        waysOut: waysOutOf(graph, stack, placing.subnets(properties, graph, stack)),
        hasPublicAddress: placing.isPublic(properties),
      },
    ];
  });

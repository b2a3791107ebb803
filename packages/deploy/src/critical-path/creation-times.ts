import type { TemplateResource } from "@fairlead/constructs";

/** How long CloudFormation takes to make a resource. */
export interface CreationTime {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** `observed`: read off logs of real deployments; `documented`: AWS says so; `assumed`: nobody was found to say it. */
  readonly basis: "observed" | "documented" | "assumed";
}

const minutes = (from: number, to: number, basis: CreationTime["basis"] = "observed"): CreationTime => ({
  fromSeconds: from * 60,
  toSeconds: to * 60,
  basis,
});

/**
 * Ranges over logs of real deployments that are public (Terraform's and CDK's, read 2026-11); logs that are plainly made up were left out.
 * Seen in minutes and seconds: NAT gateway 1:30, 1:38, 1:45, 2:06; load balancer 2:15 to 3:07 (six); RDS in one zone 3:16 to 7:59 and in
 * guides up to 10:12 (eight); RDS in two zones 14:02 (one course); Aurora 6:21 for an instance, 16 from the cluster to its writer (a CDK
 * guide); ElastiCache group 5:58 to 9:15 (four), single node 3:42 to 6:05 (three); CloudFront 2:58 to 3:36 (four); RabbitMQ of Amazon
 * MQ about 10 and about 15; ECS service 1:01 to 2:12 (three), longer with health checks of a load balancer.
 */
const TIMES: Readonly<Record<string, CreationTime>> = {
  "AWS::EC2::NatGateway": minutes(1.5, 2.5),
  "AWS::ElasticLoadBalancingV2::LoadBalancer": minutes(2, 3),
  "AWS::RDS::DBInstance": minutes(4, 10),
  "AWS::ElastiCache::ReplicationGroup": minutes(6, 10),
  "AWS::ElastiCache::CacheCluster": minutes(4, 6),
  // "in under a minute": Amazon ElastiCache, "What is Amazon ElastiCache Serverless" (read 2026-11).
  "AWS::ElastiCache::ServerlessCache": minutes(1, 1, "documented"),
  "AWS::CloudFront::Distribution": minutes(3, 5),
  "AWS::AmazonMQ::Broker": minutes(10, 15),
  "AWS::ECS::Service": minutes(1, 3),
  // With the record in a zone that DNS leads to; otherwise it waits until it does.
  "AWS::CertificateManager::Certificate": minutes(1, 5, "assumed"),
  // The start of a Fargate task; what the job itself takes is not known.
  "Custom::ReleaseGate": minutes(0.5, 1.5, "assumed"),
  "AWS::EC2::VPCEndpoint": minutes(0.5, 2, "assumed"),
  "AWS::RDS::DBProxy": minutes(2, 5, "assumed"),
};

const AURORA_WRITER = minutes(7, 16);
/** One instance of a cluster that is there was seen to take 6:21. CDK gives readers a promotion tier above the writer's 0. */
const AURORA_READER = minutes(5, 8);
const RDS_IN_TWO_ZONES = minutes(10, 15);
/** In the range of its instance, which was seen from the beginning of the cluster. */
const AURORA_CLUSTER: CreationTime = { fromSeconds: 5, toSeconds: 15, basis: "assumed" };
/** Roles, rules, alarms, log groups: CloudFormation looks again after a few seconds. */
const SMALL: CreationTime = { fromSeconds: 2, toSeconds: 15, basis: "assumed" };

/** How long a resource takes to be made. */
export function creationTimeOf({ Type, Properties = {} }: TemplateResource): CreationTime {
  if (Type === "AWS::RDS::DBInstance" && "DBClusterIdentifier" in Properties)
    return Number(Properties["PromotionTier"] ?? 0) > 0 ? AURORA_READER : AURORA_WRITER;
  if (Type === "AWS::RDS::DBInstance" && Properties["MultiAZ"] === true) return RDS_IN_TWO_ZONES;
  if (Type === "AWS::RDS::DBCluster") return AURORA_CLUSTER;
  return TIMES[Type] ?? SMALL;
}

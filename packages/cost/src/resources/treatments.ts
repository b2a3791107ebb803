import { alarm, compositeAlarm } from "./alarm.js";
import { autoScalingGroup, instance } from "./auto-scaling-group.js";
import { backupVault } from "./backup-vault.js";
import { bucket } from "./bucket.js";
import { dashboard } from "./dashboard.js";
import { dbCluster } from "./db-cluster.js";
import { dbInstance } from "./db-instance.js";
import { dbProxy } from "./db-proxy.js";
import { distribution, edgeFunction } from "./distribution.js";
import { ecrRepository } from "./ecr-repository.js";
import { ecsCluster } from "./ecs-cluster.js";
import { ecsService } from "./ecs-service.js";
import { fileSystem } from "./file-system.js";
import { FREE_TYPES } from "./free-types.js";
import { hostedZone } from "./hosted-zone.js";
import { key } from "./key.js";
import { lambdaFunction } from "./lambda-function.js";
import { loadBalancer } from "./load-balancer.js";
import { logGroup } from "./log-group.js";
import { metricFilter } from "./metric-filter.js";
import { mqBroker } from "./mq-broker.js";
import { natGateway } from "./nat-gateway.js";
import { parameter } from "./parameter.js";
import { publicAddress } from "./public-address.js";
import { queue } from "./queue.js";
import { replicationGroup } from "./replication-group.js";
import { schedule } from "./schedule.js";
import { secret } from "./secret.js";
import { serverlessCache } from "./serverless-cache.js";
import { topic } from "./topic.js";
import { free, type Treatment } from "./treatment.js";
import { userPool } from "./user-pool.js";
import { vpcEndpoint } from "./vpc-endpoint.js";
import { webAcl } from "./web-acl.js";

const PRICED: Readonly<Record<string, Treatment>> = {
  "AWS::AutoScaling::AutoScalingGroup": autoScalingGroup,
  "AWS::AmazonMQ::Broker": mqBroker,
  "AWS::Backup::BackupVault": backupVault,
  "AWS::CloudFront::Distribution": distribution,
  "AWS::CloudFront::Function": edgeFunction,
  "AWS::CloudWatch::Alarm": alarm,
  "AWS::CloudWatch::CompositeAlarm": compositeAlarm,
  "AWS::CloudWatch::Dashboard": dashboard,
  "AWS::Cognito::UserPool": userPool,
  "AWS::EC2::EIP": publicAddress,
  "AWS::EC2::Instance": instance,
  "AWS::EC2::NatGateway": natGateway,
  "AWS::EC2::VPCEndpoint": vpcEndpoint,
  "AWS::ECR::Repository": ecrRepository,
  "AWS::ECS::Cluster": ecsCluster,
  "AWS::ECS::Service": ecsService,
  "AWS::EFS::FileSystem": fileSystem,
  "AWS::ElastiCache::ReplicationGroup": replicationGroup,
  "AWS::ElastiCache::ServerlessCache": serverlessCache,
  "AWS::ElasticLoadBalancingV2::LoadBalancer": loadBalancer,
  "AWS::KMS::Key": key,
  "AWS::Lambda::Function": lambdaFunction,
  "AWS::Logs::LogGroup": logGroup,
  "AWS::Logs::MetricFilter": metricFilter,
  "AWS::RDS::DBCluster": dbCluster,
  "AWS::RDS::DBInstance": dbInstance,
  "AWS::RDS::DBProxy": dbProxy,
  "AWS::Route53::HostedZone": hostedZone,
  "AWS::S3::Bucket": bucket,
  "AWS::ServiceDiscovery::PrivateDnsNamespace": hostedZone,
  "AWS::SNS::Topic": topic,
  "AWS::SQS::Queue": queue,
  "AWS::SSM::Parameter": parameter,
  "AWS::Scheduler::Schedule": schedule,
  "AWS::SecretsManager::Secret": secret,
  "AWS::WAFv2::WebACL": webAcl,
};

/** How each known type of resource is charged; a type that is not here has an unknown price, and an estimate says so. */
export const TREATMENTS: ReadonlyMap<string, Treatment> = new Map([
  ...Object.entries(PRICED),
  ...Object.entries(FREE_TYPES).map(([type, because]): [string, Treatment] => [type, free(because)]),
]);

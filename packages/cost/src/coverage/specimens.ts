import type { TemplateResource } from "@fairlead/constructs";

type Properties = Readonly<Record<string, unknown>>;

/** A resource of a type, with whatever stands beside it that its price depends on. */
export interface Specimen {
  readonly properties: Properties;
  readonly beside?: Readonly<Record<string, TemplateResource>>;
}

const of = (properties: Properties = {}, beside: Specimen["beside"] = {}): Specimen => ({ properties, beside });

const TASK: TemplateResource = {
  Type: "AWS::ECS::TaskDefinition",
  Properties: {
    Cpu: "512",
    Memory: "1024",
    EphemeralStorage: { SizeInGiB: 50 },
    RuntimePlatform: { CpuArchitecture: "ARM64" },
    ContainerDefinitions: [{ Image: "aws-otel-collector" }],
  },
};
const SERVICE: TemplateResource = {
  Type: "AWS::ECS::Service",
  Properties: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["a", "b"] } } },
};
const DATABASE: TemplateResource = {
  Type: "AWS::RDS::DBInstance",
  Properties: { DBInstanceClass: "db.r6g.large" },
};

/** One usual resource of each type that is charged: what the page of coverage tells of the type follows from it. */
export const SPECIMENS: Readonly<Record<string, Specimen>> = {
  "AWS::AmazonMQ::Broker": of({ HostInstanceType: "mq.m7g.large", DeploymentMode: "CLUSTER_MULTI_AZ" }),
  "AWS::AutoScaling::AutoScalingGroup": of({
    MinSize: "1",
    MaxSize: "2",
    MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: "t4g.medium" }] } },
  }),
  "AWS::Backup::BackupVault": of(),
  "AWS::CloudFront::Distribution": of(),
  "AWS::CloudFront::Function": of(),
  "AWS::CloudWatch::Alarm": of(),
  "AWS::CloudWatch::CompositeAlarm": of(),
  "AWS::CloudWatch::Dashboard": of(),
  "AWS::Cognito::UserPool": of(),
  "AWS::EC2::EIP": of(),
  "AWS::EC2::Instance": of({ InstanceType: "t4g.small", NetworkInterfaces: [{ AssociatePublicIpAddress: true }] }),
  "AWS::EC2::NatGateway": of(),
  "AWS::EC2::VPCEndpoint": of({ VpcEndpointType: "Interface", SubnetIds: ["a", "b"] }),
  "AWS::ECR::Repository": of(),
  "AWS::ECS::Cluster": of({ ClusterSettings: [{ Name: "containerInsights", Value: "enhanced" }] }, { Other: SERVICE }),
  "AWS::ECS::Service": of(
    {
      TaskDefinition: { Ref: "Task" },
      DesiredCount: 2,
      CapacityProviderStrategy: [
        { CapacityProvider: "FARGATE", Base: 1, Weight: 0 },
        { CapacityProvider: "FARGATE_SPOT", Weight: 1 },
      ],
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "ENABLED" } },
    },
    { Task: TASK },
  ),
  "AWS::EFS::FileSystem": of({ ThroughputMode: "elastic" }),
  "AWS::ElastiCache::ReplicationGroup": of({ Engine: "valkey", CacheNodeType: "cache.t4g.micro" }, { Other: SERVICE }),
  "AWS::ElastiCache::ServerlessCache": of({ Engine: "valkey" }),
  "AWS::ElasticLoadBalancingV2::LoadBalancer": of({ Subnets: ["a", "b"] }),
  "AWS::KMS::Key": of(),
  "AWS::Lambda::Function": of({ Architectures: ["arm64"] }),
  "AWS::Logs::LogGroup": of({ RetentionInDays: 30 }),
  "AWS::Logs::MetricFilter": of({ MetricTransformations: [{}] }),
  "AWS::RDS::DBCluster": of({ BackupRetentionPeriod: 7 }, { Other: SERVICE }),
  "AWS::RDS::DBInstance": of(
    {
      Engine: "postgres",
      EngineVersion: "17.6",
      DBInstanceClass: "db.t4g.small",
      MultiAZ: true,
      StorageType: "gp3",
      AllocatedStorage: "20",
    },
    { Other: SERVICE },
  ),
  "AWS::RDS::DBProxy": of(
    {},
    {
      Group: {
        Type: "AWS::RDS::DBProxyTargetGroup",
        Properties: { DBProxyName: { Ref: "Specimen" }, DBInstanceIdentifiers: [{ Ref: "Database" }] },
      },
      Database: DATABASE,
    },
  ),
  "AWS::Route53::HostedZone": of(),
  "AWS::S3::Bucket": of(),
  "AWS::ServiceDiscovery::PrivateDnsNamespace": of(),
  "AWS::SNS::Topic": of(),
  "AWS::SQS::Queue": of(),
  "AWS::SSM::Parameter": of({ Tier: "Advanced" }),
  "AWS::Scheduler::Schedule": of(
    {
      ScheduleExpression: "rate(1 hour)",
      Target: { EcsParameters: { TaskDefinitionArn: { Ref: "Task" }, LaunchType: "FARGATE" } },
    },
    { Task: TASK },
  ),
  "AWS::SecretsManager::Secret": of(),
  "AWS::WAFv2::WebACL": of({ Rules: [{}, {}] }),
};

import type { JsonRecord } from "../json/json-value.js";
import { getAtt, join, ref, resource } from "./written-resource.js";

const KEY = getAtt("Key", "Arn");

const SUBNETS = [ref("SubnetA"), ref("SubnetB")];

/** Of a database whose password is this app's own to manage. */
const OWN_PASSWORD = join("", "{{resolve:secretsmanager:", ref("Credentials"), ":SecretString:password::}}");

const assumedBy = (service: string): JsonRecord => ({
  AssumeRolePolicyDocument: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  },
});

/** Keys, secrets, logs, databases, caches and volumes of the tried template. */
export const TRIED_DATA: JsonRecord = {
  Key: resource("AWS::KMS::Key", {
    KeyPolicy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
    },
  }),
  Setting: resource("AWS::SSM::Parameter", { Type: "String", Value: "one" }),
  Bucket: resource("AWS::S3::Bucket", {}),
  Topic: resource("AWS::SNS::Topic", { KmsMasterKeyId: KEY }),
  TaskRole: resource("AWS::IAM::Role", assumedBy("ecs-tasks.amazonaws.com")),
  MonitoringRole: resource("AWS::IAM::Role", assumedBy("monitoring.rds.amazonaws.com")),
  Credentials: resource("AWS::SecretsManager::Secret", {
    KmsKeyId: KEY,
    GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: "password" },
  }),
  Token: resource("AWS::SecretsManager::Secret", { GenerateSecretString: { ExcludePunctuation: true } }),
  Url: resource("AWS::SecretsManager::Secret", {
    SecretString: join("", "rediss://:{{resolve:secretsmanager:", ref("Token"), ":SecretString:::}}@cache:6379"),
  }),
  Logs: resource("AWS::Logs::LogGroup", { RetentionInDays: 30, KmsKeyId: KEY }),
  Filter: resource("AWS::Logs::MetricFilter", {
    LogGroupName: ref("Logs"),
    FilterPattern: "{ $.backlog = * }",
    MetricTransformations: [{ MetricName: "backlog", MetricNamespace: "tried", MetricValue: "$.backlog" }],
  }),
  DatabaseSubnets: resource("AWS::RDS::DBSubnetGroup", { DBSubnetGroupDescription: "tried", SubnetIds: SUBNETS }),
  ClusterParameters: resource("AWS::RDS::DBClusterParameterGroup", {
    Family: "aurora-postgresql16",
    Description: "tried",
    Parameters: {},
  }),
  InstanceParameters: resource("AWS::RDS::DBParameterGroup", {
    Family: "postgres16",
    Description: "tried",
    Parameters: {},
  }),
  DatabaseCluster: resource("AWS::RDS::DBCluster", {
    Engine: "aurora-postgresql",
    EngineVersion: "16.13",
    MasterUsername: "postgres",
    ManageMasterUserPassword: true,
    MasterUserSecret: { KmsKeyId: KEY },
    DBSubnetGroupName: ref("DatabaseSubnets"),
    DBClusterParameterGroupName: ref("ClusterParameters"),
    VpcSecurityGroupIds: [getAtt("ServiceGroup", "GroupId")],
    StorageEncrypted: true,
    KmsKeyId: KEY,
    PerformanceInsightsEnabled: true,
    PerformanceInsightsKmsKeyId: KEY,
  }),
  ClusterInstance: resource("AWS::RDS::DBInstance", {
    DBClusterIdentifier: ref("DatabaseCluster"),
    DBInstanceClass: "db.serverless",
    Engine: "aurora-postgresql",
    MonitoringInterval: 60,
    MonitoringRoleArn: getAtt("MonitoringRole", "Arn"),
    EnablePerformanceInsights: true,
    PerformanceInsightsKMSKeyId: KEY,
  }),
  DatabaseInstance: resource("AWS::RDS::DBInstance", {
    AllocatedStorage: "20",
    DBInstanceClass: "db.t4g.small",
    Engine: "postgres",
    EngineVersion: "16.13",
    MasterUsername: "postgres",
    ManageMasterUserPassword: true,
    MasterUserSecret: { KmsKeyId: KEY },
    DBSubnetGroupName: ref("DatabaseSubnets"),
    DBParameterGroupName: ref("InstanceParameters"),
    VPCSecurityGroups: [getAtt("ServiceGroup", "GroupId")],
    StorageEncrypted: true,
    KmsKeyId: KEY,
  }),
  OwnPasswordCluster: resource("AWS::RDS::DBCluster", {
    Engine: "aurora-postgresql",
    MasterUsername: "app",
    MasterUserPassword: OWN_PASSWORD,
    DBSubnetGroupName: ref("DatabaseSubnets"),
  }),
  OwnPasswordInstance: resource("AWS::RDS::DBInstance", {
    AllocatedStorage: "20",
    DBInstanceClass: "db.t4g.small",
    Engine: "postgres",
    MasterUsername: "app",
    MasterUserPassword: OWN_PASSWORD,
    DBSubnetGroupName: ref("DatabaseSubnets"),
  }),
  ClusterAttachment: resource("AWS::SecretsManager::SecretTargetAttachment", {
    SecretId: ref("Credentials"),
    TargetId: ref("DatabaseCluster"),
    TargetType: "AWS::RDS::DBCluster",
  }),
  InstanceAttachment: resource("AWS::SecretsManager::SecretTargetAttachment", {
    SecretId: ref("Credentials"),
    TargetId: ref("DatabaseInstance"),
    TargetType: "AWS::RDS::DBInstance",
  }),
  CacheSubnets: resource("AWS::ElastiCache::SubnetGroup", { Description: "tried", SubnetIds: SUBNETS }),
  CacheParameters: resource("AWS::ElastiCache::ParameterGroup", {
    CacheParameterGroupFamily: "valkey8",
    Description: "tried",
    Properties: {},
  }),
  Cache: resource("AWS::ElastiCache::ReplicationGroup", {
    ReplicationGroupDescription: "tried",
    Engine: "valkey",
    CacheNodeType: "cache.t4g.micro",
    NumCacheClusters: 1,
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    AuthToken: join("", "{{resolve:secretsmanager:", ref("Token"), ":SecretString:::}}"),
    KmsKeyId: KEY,
    CacheParameterGroupName: ref("CacheParameters"),
    CacheSubnetGroupName: ref("CacheSubnets"),
    SecurityGroupIds: [getAtt("ServiceGroup", "GroupId")],
  }),
  Volume: resource("AWS::EFS::FileSystem", { Encrypted: true, KmsKeyId: KEY }),
  VolumePoint: resource("AWS::EFS::AccessPoint", { FileSystemId: ref("Volume") }),
  Distribution: resource("AWS::CloudFront::Distribution", {}),
  DeliverySource: resource("AWS::Logs::DeliverySource", {
    LogType: "ACCESS_LOGS",
    ResourceArn: join("", "arn:aws:cloudfront::", ref("AWS::AccountId"), ":distribution/", ref("Distribution")),
  }),
  DeliveryDestination: resource("AWS::Logs::DeliveryDestination", {
    DestinationResourceArn: getAtt("Bucket", "Arn"),
  }),
  Delivery: resource("AWS::Logs::Delivery", {
    DeliverySourceName: ref("DeliverySource"),
    DeliveryDestinationArn: getAtt("DeliveryDestination", "Arn"),
  }),
};

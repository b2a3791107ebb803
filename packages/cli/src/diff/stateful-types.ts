/**
 * Resource types that hold what can't be made again from a template: data, keys, images, identities.
 * A replacement or deletion of one is shown first. Read off the CloudFormation resource reference, 2026-02.
 */
const STATEFUL_TYPES: Readonly<Record<string, string>> = {
  "AWS::Cognito::UserPool": "user accounts",
  "AWS::DynamoDB::GlobalTable": "table rows",
  "AWS::DynamoDB::Table": "table rows",
  "AWS::ECR::Repository": "images",
  "AWS::EFS::FileSystem": "files",
  "AWS::ElastiCache::CacheCluster": "cache contents",
  "AWS::ElastiCache::ReplicationGroup": "cache contents",
  "AWS::ElastiCache::ServerlessCache": "cache contents",
  "AWS::KMS::Key": "the key that data is encrypted with",
  "AWS::Kinesis::Stream": "records",
  "AWS::Logs::LogGroup": "logs",
  "AWS::OpenSearchService::Domain": "indices",
  "AWS::RDS::DBCluster": "database rows",
  "AWS::RDS::DBInstance": "database rows",
  "AWS::Route53::HostedZone": "DNS records and the delegation to them",
  "AWS::S3::Bucket": "objects",
  "AWS::SQS::Queue": "messages",
  "AWS::SecretsManager::Secret": "a secret's value",
};

/**
 * What would be lost with a resource; `null` when nothing is. An instance of an Aurora cluster holds nothing by itself: its data
 * is in the cluster's volume (Aurora user guide, "Amazon Aurora storage", read 2026-11).
 */
export function stateHeldBy(type: string, properties: Readonly<Record<string, unknown>> = {}): string | null {
  if (type === "AWS::RDS::DBInstance" && "DBClusterIdentifier" in properties) return null;
  return STATEFUL_TYPES[type] ?? null;
}

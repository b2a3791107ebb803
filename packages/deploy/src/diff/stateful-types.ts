/**
 * Resource types that hold what can't be made again from a template: data, keys, images, identities. A replacement or deletion
 * of one is shown first, the dearest before the others: databases, then stores of files and messages, then what can be
 * filled or issued again, logs last. Types are read off the CloudFormation resource reference, 2026-02.
 */
const STATEFUL_TYPES: ReadonlyMap<string, string> = new Map([
  ["AWS::RDS::DBCluster", "database rows"],
  ["AWS::RDS::DBInstance", "database rows"],
  ["AWS::DynamoDB::GlobalTable", "table rows"],
  ["AWS::DynamoDB::Table", "table rows"],
  ["AWS::KMS::Key", "the key that data is encrypted with"],
  ["AWS::Cognito::UserPool", "user accounts"],
  ["AWS::S3::Bucket", "objects"],
  ["AWS::EFS::FileSystem", "files"],
  ["AWS::OpenSearchService::Domain", "indices"],
  ["AWS::SQS::Queue", "messages"],
  ["AWS::AmazonMQ::Broker", "messages"],
  ["AWS::Backup::BackupVault", "backups"],
  ["AWS::Kinesis::Stream", "records"],
  ["AWS::ElastiCache::ReplicationGroup", "cache contents"],
  ["AWS::ElastiCache::ServerlessCache", "cache contents"],
  ["AWS::ElastiCache::CacheCluster", "cache contents"],
  ["AWS::ECR::Repository", "images"],
  ["AWS::SecretsManager::Secret", "a secret's value"],
  ["AWS::Route53::HostedZone", "DNS records and the delegation to them"],
  ["AWS::Logs::LogGroup", "logs"],
]);

/** How dear what a type holds is: 0 is the dearest. */
export const dearnessOf = (type: string): number => [...STATEFUL_TYPES.keys()].indexOf(type);

/**
 * What would be lost with a resource; `null` when nothing is. An instance of an Aurora cluster holds nothing by itself: its data
 * is in the cluster's volume (Aurora user guide, "Amazon Aurora storage", read 2026-11).
 */
export function stateHeldBy(type: string, properties: Readonly<Record<string, unknown>> = {}): string | null {
  if (type === "AWS::RDS::DBInstance" && "DBClusterIdentifier" in properties) return null;
  return STATEFUL_TYPES.get(type) ?? null;
}

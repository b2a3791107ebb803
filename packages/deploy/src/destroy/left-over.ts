import type { DoomedResource } from "./destroy-plan.js";

/** What is still there, and still billed, after an environment is gone. */
export interface LeftOver extends DoomedResource {
  readonly why: "kept" | "snapshot";
  /** A command, or where to look. */
  readonly howToRemove: string;
}

const SNAPSHOTS: Readonly<Record<string, (id: string) => string>> = {
  "AWS::RDS::DBCluster": (id) =>
    `aws rds describe-db-cluster-snapshots --snapshot-type manual --query "DBClusterSnapshots[?DBClusterIdentifier=='${id}'].DBClusterSnapshotIdentifier", then aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier <id>`,
  "AWS::RDS::DBInstance": (id) =>
    `aws rds describe-db-snapshots --db-instance-identifier ${id} --snapshot-type manual, then aws rds delete-db-snapshot --db-snapshot-identifier <id>`,
  "AWS::ElastiCache::ReplicationGroup": (id) =>
    `aws elasticache describe-snapshots --replication-group-id ${id}, then aws elasticache delete-snapshot --snapshot-name <name>`,
};

const KEPT: Readonly<Record<string, (id: string) => string>> = {
  "AWS::KMS::Key": (id) =>
    `aws kms schedule-key-deletion --key-id ${id} --pending-window-in-days 30; whatever it encrypted, snapshots too, is lost then`,
  "AWS::SecretsManager::Secret": (id) => `aws secretsmanager delete-secret --secret-id ${id}`,
  "AWS::ECR::Repository": (id) => `aws ecr delete-repository --repository-name ${id} --force`,
  "AWS::Logs::LogGroup": (id) => `aws logs delete-log-group --log-group-name ${id}`,
  "AWS::S3::Bucket": (id) => `aws s3 rb s3://${id} --force; of a bucket with versions these have to go first`,
  "AWS::EFS::FileSystem": (id) => `aws efs delete-file-system --file-system-id ${id}`,
  "AWS::Backup::BackupVault": (id) => `aws backup list-recovery-points-by-backup-vault --backup-vault-name ${id}`,
  "AWS::Cognito::UserPool": (id) => `aws cognito-idp delete-user-pool --user-pool-id ${id}`,
};

const LOOK = (id: string): string => `Look for ${id} in the console of its service.`;

/** Of what a plan kept, and of what it made last snapshots of. */
export const leftOvers = ({
  kept,
  snapshots,
}: {
  readonly kept: readonly DoomedResource[];
  readonly snapshots: readonly DoomedResource[];
}): readonly LeftOver[] => [
  ...snapshots.map((resource) => ({
    ...resource,
    why: "snapshot" as const,
    howToRemove: (SNAPSHOTS[resource.type] ?? LOOK)(resource.physicalId),
  })),
  ...kept.map((resource) => ({
    ...resource,
    why: "kept" as const,
    howToRemove: (KEPT[resource.type] ?? LOOK)(resource.physicalId),
  })),
];

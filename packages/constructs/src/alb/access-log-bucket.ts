import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

/**
 * Where the load balancer writes one line for each request. Encrypted with S3's own key: access logs take no other
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html#access-log-create-bucket, 2026-11).
 */
export const accessLogBucket = (scope: Construct, retentionDays: number): Bucket =>
  new Bucket(scope, "AccessLogs", {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [
      {
        id: "Retention",
        expiration: Duration.days(retentionDays),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
    // S3 deletes no bucket that holds something: a stack that tried would stay half deleted. The lines go by the lifecycle rule.
    removalPolicy: RemovalPolicy.RETAIN,
  });

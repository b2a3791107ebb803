import type { ResolvedBucket, ResolvedCors, ResolvedLifecycleRule } from "@fairlead/model";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";

/** What an {@link ObjectBucket} is made from. */
export interface ObjectBucketProps {
  readonly bucket: ResolvedBucket;
  readonly key: IKey;
}

/** Parts of an upload that was never finished are billed, and listed nowhere. */
const UNFINISHED_UPLOAD_DAYS = 7;

/** How long a browser may remember what it was allowed. */
const CORS_MAX_AGE_SECONDS = 3600;

/** A private bucket. Its name is S3's to choose: names are taken once for all accounts of the world. */
export class ObjectBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { bucket, key }: ObjectBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      // One call to KMS for many objects, and not one for each.
      bucketKeyEnabled: true,
      versioned: bucket.versioning.kind === "on",
      lifecycleRules: lifecycleRules(bucket),
      ...(bucket.cors === null ? {} : { cors: [corsRule(bucket.cors)] }),
      // S3 deletes no bucket that holds something: who throws an environment away empties its buckets first.
      removalPolicy: bucket.deletionProtection ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
  }
}

const lifecycleRules = ({ versioning, lifecycle }: ResolvedBucket): LifecycleRule[] => [
  {
    id: "Housekeeping",
    abortIncompleteMultipartUploadAfter: Duration.days(UNFINISHED_UPLOAD_DAYS),
    ...(versioning.kind === "on"
      ? { noncurrentVersionExpiration: Duration.days(versioning.keepDays), expiredObjectDeleteMarker: true }
      : {}),
  },
  ...lifecycle.map(lifecycleRule),
];

const lifecycleRule = ({ prefix, expireDays, infrequentAccessAfterDays }: ResolvedLifecycleRule): LifecycleRule => ({
  id: prefix === "" ? "All" : `Prefix ${prefix}`.slice(0, 255),
  ...(prefix === "" ? {} : { prefix }),
  ...(expireDays === null ? {} : { expiration: Duration.days(expireDays) }),
  ...(infrequentAccessAfterDays === null
    ? {}
    : {
        transitions: [
          { storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(infrequentAccessAfterDays) },
        ],
      }),
});

const corsRule = ({ origins, methods, headers }: ResolvedCors): CorsRule => ({
  allowedOrigins: [...origins],
  allowedMethods: methods.map((method) => HttpMethods[method]),
  allowedHeaders: [...headers],
  // The end of an upload in parts names the tag of each.
  exposedHeaders: ["ETag"],
  maxAge: CORS_MAX_AGE_SECONDS,
});

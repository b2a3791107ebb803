import { addressOf, type ResolvedSite } from "@fairlead/model";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";

/**
 * Where a site's files lie: private, read by CloudFront alone. Encrypted with S3's own key: the files are public by intent, and a key
 * of the environment's lies in another region perhaps.
 */
export const siteBucket = (scope: Construct, { name }: ResolvedSite): Bucket =>
  markAddress(
    new Bucket(scope, `Bucket-${name}`, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [{ id: "Uploads", abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      // The build has every file. S3 deletes no bucket that holds something, so a stack that tried would stay half deleted.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }),
    addressOf("site", name),
  );

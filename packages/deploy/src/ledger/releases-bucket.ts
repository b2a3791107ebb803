import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type S3Client,
} from "@aws-sdk/client-s3";
import { UserError } from "@fairlead/errors";
import { isAwsCode } from "../aws/aws-error-facts.js";

/** Where the ledgers of all apps of an account and region are. */
export interface ReleasesBucket {
  readonly name: string;
  /** Account that must own it: a name that can be guessed may be another's. */
  readonly account: string;
  readonly region: string;
  /** Whether S3 is reached by TLS; an emulator on this machine isn't. */
  readonly byTls: boolean;
}

/** Beside CDK's own bootstrap bucket, and named as that one is: once in an account and region. */
export const releasesBucketName = (account: string, region: string): string => `fairlead-releases-${account}-${region}`;

/** Makes the bucket, unless it is there. What was left half-made is finished. */
export async function prepareBucket(s3: S3Client, bucket: ReleasesBucket): Promise<void> {
  const state = await bucketState(s3, bucket);
  switch (state) {
    case "ready":
      return;
    case "missing":
      await createBucket(s3, bucket);
      await protectBucket(s3, bucket);
      return;
    case "half-made":
      await protectBucket(s3, bucket);
  }
}

// Versioning is turned on last, so that a bucket that has it has all the rest.
async function bucketState(s3: S3Client, bucket: ReleasesBucket): Promise<"ready" | "missing" | "half-made"> {
  try {
    const { Status } = await s3.send(new GetBucketVersioningCommand(ownBucket(bucket)));
    return Status === "Enabled" ? "ready" : "half-made";
  } catch (error) {
    if (isAwsCode(error, "NoSuchBucket", "NotFound")) return "missing";
    throw error;
  }
}

async function createBucket(s3: S3Client, { name, region }: ReleasesBucket): Promise<void> {
  try {
    await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        ...(isLocation(region) ? { CreateBucketConfiguration: { LocationConstraint: region } } : {}),
      }),
    );
  } catch (error) {
    // Two first deployments at once.
    if (isAwsCode(error, "BucketAlreadyOwnedByYou", "OperationAborted")) return;
    if (!isAwsCode(error, "BucketAlreadyExists")) throw error;
    throw UserError.of("ReleasesBucketTaken", {
      message: `The bucket ${name}, which the release ledger is kept in, belongs to another account.`,
      fix: "Fairlead writes to no bucket that isn't this account's. Report the bucket to AWS (its name holds your account's number).",
      cause: error,
    });
  }
}

/**
 * `us-east-1` is where a bucket goes that names no region; naming it is refused. The SDK's list of the others is as old as the SDK.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html (2026-11)
 */
const isLocation = (region: string): region is BucketLocationConstraint => region !== "us-east-1";

async function protectBucket(s3: S3Client, bucket: ReleasesBucket): Promise<void> {
  const own = ownBucket(bucket);
  const everything = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  await s3.send(new PutPublicAccessBlockCommand({ ...own, PublicAccessBlockConfiguration: everything }));
  await s3.send(
    new PutBucketEncryptionCommand({
      ...own,
      // S3's own key: a record holds no secret, and must outlive the keys of environments.
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    }),
  );
  if (bucket.byTls) await s3.send(new PutBucketPolicyCommand({ ...own, Policy: JSON.stringify(onlyByTls(bucket)) }));
  await s3.send(new PutBucketVersioningCommand({ ...own, VersioningConfiguration: { Status: "Enabled" } }));
}

const ownBucket = ({ name, account }: ReleasesBucket) => ({ Bucket: name, ExpectedBucketOwner: account });

function onlyByTls({ name, region }: ReleasesBucket): object {
  const arn = `arn:${partitionOf(region)}:s3:::${name}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OnlyByTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html (2026-11): three partitions that anyone may have an account in. */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

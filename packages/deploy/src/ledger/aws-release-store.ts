import { randomUUID } from "node:crypto";
import {
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from "@aws-sdk/client-s3";
import { expectPresent } from "@fairlead/errors";
import type { Account } from "../account/account.js";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Clock } from "../clock/clock.js";
import type { ReleaseStore, StoredText, WriteAnswer } from "./release-store.js";
import { prepareBucket, type ReleasesBucket, releasesBucketName } from "./releases-bucket.js";

/**
 * For up to 15 minutes after a bucket's versions were turned on, S3 may not find an object that was just written; its list does.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html (2026-11)
 */
const NOT_FOUND_YET = { attempts: 10, waitMs: 3_000 } as const;

/** What S3 answers to a write whose condition doesn't hold; 409: another write to the key was under way. */
const LOST = ["PreconditionFailed", "ConditionalRequestConflict"];

interface AwsReleaseStoreProps {
  readonly configuration: ClientConfiguration;
  readonly account: Account;
  readonly clock: Clock;
}

/**
 * Releases in S3, written under conditions (`If-None-Match`, `If-Match`).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html (2026-11)
 */
export function awsReleaseStore({ configuration, account, clock }: AwsReleaseStoreProps): ReleaseStore {
  const s3 = new S3Client(configuration);
  let found: Promise<ReleasesBucket> | null = null;
  const bucket = async (): Promise<ReleasesBucket> => {
    found ??= account.identity().then((identity) => bucketOf(configuration, identity.account));
    return found;
  };
  const own = async (): Promise<{ readonly Bucket: string; readonly ExpectedBucketOwner: string }> => {
    const { name, account: owner } = await bucket();
    return { Bucket: name, ExpectedBucketOwner: owner };
  };
  const write = (key: string, text: string, condition: Pick<PutObjectCommandInput, "IfMatch" | "IfNoneMatch">) =>
    explained({ doing: "write the release ledger", subject: key }, async () =>
      writeObject(s3, clock, { ...(await own()), Key: key, Body: text, ContentType: "application/json", ...condition }),
    );
  const keys = async (prefix: string): Promise<readonly string[]> =>
    explained({ doing: "list the release ledger", subject: prefix }, async () =>
      listKeys(s3, { ...(await own()), Prefix: prefix }),
    );
  return {
    prepare: () =>
      explained({ doing: "make the bucket of the release ledger", subject: null }, async () =>
        prepareBucket(s3, await bucket()),
      ),
    keys,
    read: async (key) => {
      for (let attempt = 1; ; attempt += 1) {
        const object = await explained({ doing: "read the release ledger", subject: key }, async () =>
          readObject(s3, { ...(await own()), Key: key }),
        );
        if (object !== null || attempt === NOT_FOUND_YET.attempts || !(await keys(key)).includes(key)) return object;
        await clock.sleep(NOT_FOUND_YET.waitMs);
      }
    },
    create: (key, text) => write(key, text, { IfNoneMatch: "*" }),
    replace: (key, text, etag) => write(key, text, { IfMatch: etag }),
    token: () => randomUUID(),
  };
}

const bucketOf = ({ region, endpoint }: ClientConfiguration, account: string): ReleasesBucket => ({
  name: releasesBucketName(account, region),
  account,
  region,
  byTls: endpoint?.startsWith("http:") !== true,
});

interface ObjectName {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
  readonly Key: string;
}

async function writeObject(s3: S3Client, clock: Clock, object: PutObjectCommandInput): Promise<WriteAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { ETag } = await s3.send(new PutObjectCommand(object));
      return { kind: "written", etag: expectPresent(ETag, "S3's ETag") };
    } catch (error) {
      if (isAwsCode(error, ...LOST)) return { kind: "lost" };
      if (attempt === NOT_FOUND_YET.attempts || !isAwsCode(error, "NoSuchKey")) throw error;
      await clock.sleep(NOT_FOUND_YET.waitMs);
    }
  }
}

async function readObject(s3: S3Client, name: ObjectName): Promise<StoredText | null> {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand(name));
    return { text: (await Body?.transformToString()) ?? "", etag: expectPresent(ETag, "S3's ETag") };
  } catch (error) {
    if (isAwsCode(error, "NoSuchKey", "NoSuchBucket")) return null;
    throw error;
  }
}

async function listKeys(
  s3: S3Client,
  of: Omit<ObjectName, "Key"> & { readonly Prefix: string },
): Promise<readonly string[]> {
  const keys: string[] = [];
  try {
    for await (const page of paginateListObjectsV2({ client: s3 }, of))
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  } catch (error) {
    if (isAwsCode(error, "NoSuchBucket")) return [];
    throw error;
  }
  return keys.sort();
}

import {
  BatchDeleteImageCommand,
  ECRClient,
  type ImageFailure,
  type ImageIdentifier,
  paginateListImages,
} from "@aws-sdk/client-ecr";
import {
  DeleteObjectsCommand,
  type ListObjectVersionsCommandOutput,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { UserError } from "@fairlead/errors";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Emptying } from "./emptying.js";

/** Both APIs take no more at once (S3 DeleteObjects 1000, ECR BatchDeleteImage 100; read 2026-11). */
const IMAGES_AT_ONCE = 100;

const isMissing = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

const versionsIn = ({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput) =>
  [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));

async function deleteAllVersions(client: S3Client, bucket: string): Promise<void> {
  for (;;) {
    // From the beginning each time: what was listed is gone.
    const page = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const Objects = versionsIn(page);
    if (Objects.length === 0) return;
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (first !== undefined)
      throw UserError.of("ObjectKept", {
        message: `The bucket ${bucket} can't be emptied: ${first.Key ?? "an object"} stays (${first.Code ?? "unknown"}).`,
        fix: "Look for an object lock or a policy that denies its deletion.",
      });
  }
}

/**
 * What an index names can't be deleted before it, also within one call: it stands among the failures (`ImageReferencedByManifestList`), and
 * goes in the pass after the index (https://github.com/aws/aws-cdk/issues/24822, read 2026-11).
 */
async function deleteImages(client: ECRClient, repositoryName: string, all: readonly ImageIdentifier[]): Promise<void> {
  let left = all;
  while (left.length > 0) {
    const failed: ImageFailure[] = [];
    for (let from = 0; from < left.length; from += IMAGES_AT_ONCE) {
      const imageIds = left.slice(from, from + IMAGES_AT_ONCE);
      const { failures = [] } = await client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
      failed.push(...failures.filter(({ failureCode }) => failureCode !== "ImageNotFound"));
    }
    const [first] = failed;
    if (first !== undefined && failed.length >= left.length)
      throw UserError.of("ImageKept", {
        message: `The repository ${repositoryName} can't be emptied: ${first.imageId?.imageDigest ?? "an image"} stays (${first.failureCode ?? "unknown"}).`,
        fix: "Look for what refers to it or locks it, and delete that first.",
      });
    left = failed.flatMap(({ imageId }) => imageId ?? []);
  }
}

/** S3 and ECR behind the SDK. */
export function awsEmptying(configuration: ClientConfiguration): Emptying {
  return {
    emptyBucket: async (bucket, region) => {
      const client = new S3Client({ ...configuration, region: region ?? configuration.region });
      await explained({ doing: "empty a bucket", subject: bucket }, async () => {
        try {
          await deleteAllVersions(client, bucket);
        } catch (error) {
          if (!isMissing(error, "NoSuchBucket")) throw error;
        }
      });
    },
    emptyRepository: async (repositoryName) => {
      const client = new ECRClient(configuration);
      await explained({ doing: "empty a repository", subject: repositoryName }, async () => {
        try {
          const ids: ImageIdentifier[] = [];
          for await (const { imageIds = [] } of paginateListImages({ client }, { repositoryName }))
            ids.push(...imageIds);
          await deleteImages(client, repositoryName, ids);
        } catch (error) {
          if (!isMissing(error, "RepositoryNotFoundException")) throw error;
        }
      });
    },
  };
}

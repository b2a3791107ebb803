import { BatchDeleteImageCommand, ECRClient, type ImageIdentifier, paginateListImages } from "@aws-sdk/client-ecr";
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
          for (let from = 0; from < ids.length; from += IMAGES_AT_ONCE)
            await client.send(
              new BatchDeleteImageCommand({ repositoryName, imageIds: ids.slice(from, from + IMAGES_AT_ONCE) }),
            );
        } catch (error) {
          if (!isMissing(error, "RepositoryNotFoundException")) throw error;
        }
      });
    },
  };
}

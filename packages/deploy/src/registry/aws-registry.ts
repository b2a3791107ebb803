import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  type ImageDetail,
  paginateDescribeImages,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import { expectPresent } from "@fairlead/errors";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import { SecretText } from "../secrets/secret-text.js";
import { copyImage } from "./copy-image.js";
import { HttpRepository } from "./http-repository.js";
import { configPlatform, manifestParts } from "./manifest-parts.js";
import type { OciManifest } from "./oci-repository.js";
import type { ImageCopy, Registry, RegistryImage, RegistryLogin } from "./registry.js";

const ABSENT = ["ImageNotFoundException", "RepositoryNotFoundException"];

/** ECR of the account and region. */
export function awsRegistry(configuration: ClientConfiguration): Registry {
  const ecr = new ECRClient(configuration);
  const login = (): Promise<RegistryLogin> =>
    explained({ doing: "log in to the image registry", subject: null }, () => loginTo(ecr));
  const find = (repository: string, id: { readonly imageTag?: string; readonly imageDigest?: string }) =>
    explained({ doing: "look for an image", subject: repository }, () =>
      unlessAbsent(async () => {
        const { imageDetails } = await ecr.send(
          new DescribeImagesCommand({ repositoryName: repository, imageIds: [id] }),
        );
        return imageDetails?.[0] === undefined ? null : registryImage(imageDetails[0]);
      }),
    );
  return {
    host: async () => (await login()).host,
    digestOf: async (repository, tag) => (await find(repository, { imageTag: tag }))?.digest ?? null,
    byDigest: (repository, digest) => find(repository, { imageDigest: digest }),
    youngest: (repository) =>
      explained({ doing: "list the images", subject: repository }, () =>
        unlessAbsent(async () => youngestOf(await taggedImages(ecr, repository))),
      ),
    platforms: (repository, digest) =>
      explained({ doing: "read an image's manifest", subject: repository }, () => platformsOf(ecr, repository, digest)),
    login,
    copy: (copy, signal) =>
      explained({ doing: "copy an image", subject: copy.repository }, () =>
        copyTo({ ecr, configuration, login: once(login) }, copy, signal),
      ),
  };
}

// Asked once in a copy, however often it is needed.
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => (made ??= make());
}

async function unlessAbsent<Value>(read: () => Promise<Value | null>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (isAwsCode(error, ...ABSENT)) return null;
    throw error;
  }
}

const registryImage = ({ imageDigest, imageTags, imagePushedAt }: ImageDetail): RegistryImage => ({
  digest: expectPresent(imageDigest, "ECR's imageDigest"),
  tags: imageTags ?? [],
  pushedAtMs: imagePushedAt?.getTime() ?? 0,
});

async function taggedImages(ecr: ECRClient, repositoryName: string): Promise<readonly RegistryImage[]> {
  const images: RegistryImage[] = [];
  const pages = paginateDescribeImages({ client: ecr }, { repositoryName, filter: { tagStatus: "TAGGED" } });
  for await (const page of pages) images.push(...(page.imageDetails ?? []).map(registryImage));
  return images;
}

const youngestOf = (images: readonly RegistryImage[]): RegistryImage | null =>
  images.toSorted((one, other) => other.pushedAtMs - one.pushedAtMs)[0] ?? null;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html (2026-11): user and password in Base64. */
async function loginTo(ecr: ECRClient): Promise<RegistryLogin> {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const { authorizationToken, proxyEndpoint } = expectPresent(authorizationData?.[0], "ECR's authorizationData");
  const decoded = Buffer.from(expectPresent(authorizationToken, "ECR's token"), "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return {
    host: new URL(expectPresent(proxyEndpoint, "ECR's proxyEndpoint")).host,
    user: decoded.slice(0, colon),
    password: new SecretText(decoded.slice(colon + 1)),
  };
}

async function manifestOf(ecr: ECRClient, repositoryName: string, digest: string): Promise<OciManifest | null> {
  const { images } = await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest: digest }] }));
  const found = images?.[0];
  if (found?.imageManifest === undefined) return null;
  return { digest, text: found.imageManifest, mediaType: found.imageManifestMediaType ?? "" };
}

async function platformsOf(ecr: ECRClient, repository: string, digest: string): Promise<readonly string[]> {
  const manifest = await unlessAbsent(() => manifestOf(ecr, repository, digest));
  if (manifest === null) return [];
  const parts = manifestParts(manifest.text);
  switch (parts.kind) {
    case "index":
      return parts.manifests.flatMap(({ platform }) => platform ?? []);
    case "image": {
      const { downloadUrl } = await ecr.send(
        new GetDownloadUrlForLayerCommand({ repositoryName: repository, layerDigest: parts.config }),
      );
      const response = await fetch(expectPresent(downloadUrl, "ECR's downloadUrl"));
      const platform = response.ok ? configPlatform(await response.text()) : null;
      return platform === null ? [] : [platform];
    }
  }
}

interface Copier {
  readonly ecr: ECRClient;
  readonly configuration: ClientConfiguration;
  readonly login: () => Promise<RegistryLogin>;
}

async function copyTo(copier: Copier, copy: ImageCopy, signal: AbortSignal | undefined): Promise<void> {
  const target = await copier.login();
  if (copy.from.host === target.host && (await putAgain(copier.ecr, copy))) return;
  await copyImage(
    new HttpRepository({
      ...copy.from,
      name: copy.from.repository,
      authorization: await sourceAuthorization(copier, copy),
      signal,
    }),
    new HttpRepository({ host: target.host, name: copy.repository, authorization: basic(target), signal }),
    { digest: copy.from.digest, tag: copy.tag, signal },
  );
}

/** Two calls are enough where the other repository has the layers, as after an earlier copy; `false`: it has not. */
async function putAgain(ecr: ECRClient, { from, repository, tag }: ImageCopy): Promise<boolean> {
  const manifest = await manifestOf(ecr, from.repository, from.digest);
  if (manifest === null) return false;
  try {
    await ecr.send(
      new PutImageCommand({
        repositoryName: repository,
        imageManifest: manifest.text,
        ...(manifest.mediaType === "" ? {} : { imageManifestMediaType: manifest.mediaType }),
        imageTag: tag,
      }),
    );
    return true;
  } catch (error) {
    if (isAwsCode(error, "ImageAlreadyExistsException")) return true;
    if (isAwsCode(error, "LayersNotFoundException", "ReferencedImagesNotFoundException")) return false;
    throw error;
  }
}

/** ECR of any account and region takes these credentials, if its policy allows them; its token is of its own region. */
async function sourceAuthorization(copier: Copier, { from }: ImageCopy): Promise<SecretText | null> {
  const own = await copier.login();
  if (from.host === own.host) return basic(own);
  const region = /^\d{12}\.dkr[.-]ecr\.([a-z0-9-]+)\./.exec(from.host)?.[1];
  if (region === undefined) return null;
  if (region === copier.configuration.region) return basic(own);
  return basic(await loginTo(new ECRClient({ ...copier.configuration, region })));
}

const basic = ({ user, password }: RegistryLogin): SecretText =>
  new SecretText(`Basic ${Buffer.from(`${user}:${password.reveal()}`).toString("base64")}`);

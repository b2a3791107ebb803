import { createHash } from "node:crypto";
import { type JsonRecord, textOf } from "../json/json-value.js";
import type { EmulatedApi } from "../emulator/api/emulated-api.js";
import { ecr } from "../emulator/resources/calls.js";

const OCI = "application/vnd.oci.image";

export const digestOfText = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

interface PushedImage {
  readonly architecture: "amd64" | "arm64";
  /** Makes its bytes others than those of another version. */
  readonly version: string;
  /** `null`: none, as the parts of an index have it. */
  readonly tag: string | null;
}

/** Pushes an image by ECR's own calls, its layers first; gives its digest. */
export async function pushImage(
  api: EmulatedApi,
  repositoryName: string,
  { architecture, version, tag }: PushedImage,
): Promise<string> {
  const config = await pushLayer(api, repositoryName, JSON.stringify({ os: "linux", architecture, version }));
  const layer = await pushLayer(api, repositoryName, `layer of ${architecture} ${version}`);
  const content = { config: { digest: config }, layers: [{ digest: layer }] };
  return await putManifest(api, repositoryName, { kind: "manifest", content, tag });
}

/** Pushes an index of an image for each of two platforms; gives its digest. */
export async function pushIndex(api: EmulatedApi, repositoryName: string, version: string): Promise<string> {
  const manifests: JsonRecord[] = [];
  for (const architecture of ["amd64", "arm64"] as const) {
    const digest = await pushImage(api, repositoryName, { architecture, version, tag: null });
    manifests.push({ digest, platform: { os: "linux", architecture } });
  }
  return await putManifest(api, repositoryName, { kind: "index", content: { manifests }, tag: version });
}

async function pushLayer(api: EmulatedApi, repositoryName: string, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const begun = await ecr(api, "InitiateLayerUpload", { repositoryName });
  const upload = { repositoryName, uploadId: textOf(begun["uploadId"]) };
  const part = { partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: bytes.toString("base64") };
  await ecr(api, "UploadLayerPart", { ...upload, ...part });
  await ecr(api, "CompleteLayerUpload", { ...upload, layerDigests: [digestOfText(text)] });
  return digestOfText(text);
}

async function putManifest(
  api: EmulatedApi,
  repositoryName: string,
  {
    kind,
    content,
    tag,
  }: { readonly kind: "manifest" | "index"; readonly content: JsonRecord; readonly tag: string | null },
): Promise<string> {
  const mediaType = `${OCI}.${kind}.v1+json`;
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, ...content });
  const image = { repositoryName, imageManifest, imageManifestMediaType: mediaType };
  await ecr(api, "PutImage", { ...image, ...(tag === null ? {} : { imageTag: tag }) });
  return digestOfText(imageManifest);
}

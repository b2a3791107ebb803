import { createHash } from "node:crypto";
import { type JsonRecord, listOf, recordOf, textOf } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import { ecr } from "../resources/calls.js";
import { namedBy } from "./manifest-names.js";

/** What a repository answers with. */
export interface StoredManifest {
  readonly text: string;
  readonly mediaType: string;
}

export const digestOf = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/**
 * ECR as moto has it, with what moto lacks: it keeps the bytes of layers, takes no manifest that names what isn't there, and a manifest's
 * digest is that of its bytes.
 */
export class EmulatedEcr {
  private readonly api: (region: string) => EmulatedApi;
  private readonly uploads = new Map<string, Buffer>();
  private readonly layers = new Map<string, Buffer>();

  constructor(api: (region: string) => EmulatedApi) {
    this.api = api;
  }

  /** `UploadLayerPart`. */
  async uploadPart(region: string, request: JsonRecord): Promise<JsonRecord> {
    const answer = await ecr(this.api(region), "UploadLayerPart", request);
    const id = textOf(request["uploadId"]);
    const part = Buffer.from(textOf(request["layerPartBlob"]), "base64");
    this.uploads.set(id, Buffer.concat([this.uploads.get(id) ?? Buffer.alloc(0), part]));
    return answer;
  }

  /** `CompleteLayerUpload`. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html (2026-11) */
  async completeUpload(region: string, request: JsonRecord): Promise<JsonRecord> {
    const id = textOf(request["uploadId"]);
    const bytes = this.uploads.get(id) ?? Buffer.alloc(0);
    const digest = digestOf(bytes);
    if (!listOf(request["layerDigests"]).includes(digest))
      throw refusal("InvalidLayerException", `The layer's digest is ${digest}, and another one was said.`);
    const answer = await ecr(this.api(region), "CompleteLayerUpload", request);
    this.uploads.delete(id);
    this.layers.set(digest, bytes);
    return answer;
  }

  /** Bytes of a layer or a configuration; `null`: the repository has none of that digest. */
  async layer(region: string, repositoryName: string, digest: string): Promise<Buffer | null> {
    const [missing] = await this.missingLayers(region, repositoryName, [digest]);
    return missing === undefined ? (this.layers.get(digest) ?? null) : null;
  }

  /** By tag or digest; `null`: there is no such image, or no such repository. */
  async manifest(region: string, repositoryName: string, reference: string): Promise<StoredManifest | null> {
    const id: JsonRecord = reference.startsWith("sha256:") ? { imageDigest: reference } : { imageTag: reference };
    const answer = await ecr(this.api(region), "BatchGetImage", { repositoryName, imageIds: [id] });
    const [image] = listOf(answer["images"]).map(recordOf);
    if (image === undefined) return null;
    return { text: textOf(image["imageManifest"]), mediaType: textOf(image["imageManifestMediaType"]) };
  }

  /** `PutImage`. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html (2026-11) */
  async putImage(region: string, request: JsonRecord): Promise<JsonRecord> {
    const repository = textOf(request["repositoryName"]);
    const text = textOf(request["imageManifest"]);
    const { blobs, manifests } = namedBy(text);
    const missing = await this.missingLayers(region, repository, blobs);
    if (missing.length > 0)
      throw refusal("LayersNotFoundException", `Layers ${missing.join(", ")} are not in repository ${repository}.`);
    for (const digest of manifests)
      if ((await this.manifest(region, repository, digest)) === null)
        throw refusal("ReferencedImagesNotFoundException", `Image ${digest} is not in repository ${repository}.`);
    return await ecr(this.api(region), "PutImage", { ...request, imageDigest: digestOf(Buffer.from(text)) });
  }

  /** `BatchDeleteImage`: what an index names stays as long as that is there. */
  async deleteImages(region: string, request: JsonRecord): Promise<JsonRecord> {
    const named = await this.namedByIndexes(region, textOf(request["repositoryName"]));
    const asked = listOf(request["imageIds"]).map(recordOf);
    const isNamed = (imageId: JsonRecord): boolean => named.has(textOf(imageId["imageDigest"]));
    const failures = asked.filter(isNamed).map((imageId) => ({
      imageId,
      failureCode: "ImageReferencedByManifestList",
      failureReason: "Requested image referenced by manifest list",
    }));
    const imageIds = asked.filter((imageId) => !isNamed(imageId));
    if (imageIds.length === 0) return { imageIds: [], failures };
    const answer = await ecr(this.api(region), "BatchDeleteImage", { ...request, imageIds });
    return { ...answer, failures: [...listOf(answer["failures"]), ...failures] };
  }

  private async namedByIndexes(region: string, repositoryName: string): Promise<ReadonlySet<string>> {
    const { imageIds = [] } = await ecr(this.api(region), "ListImages", { repositoryName });
    const ids = listOf(imageIds).map((id) => ({ imageDigest: recordOf(id)["imageDigest"] ?? "" }));
    if (ids.length === 0) return new Set();
    const { images = [] } = await ecr(this.api(region), "BatchGetImage", { repositoryName, imageIds: ids });
    return new Set(listOf(images).flatMap((image) => namedBy(textOf(recordOf(image)["imageManifest"])).manifests));
  }

  private async missingLayers(
    region: string,
    repositoryName: string,
    layerDigests: readonly string[],
  ): Promise<readonly string[]> {
    if (layerDigests.length === 0) return [];
    const answer = await ecr(this.api(region), "BatchCheckLayerAvailability", { repositoryName, layerDigests });
    return listOf(answer["failures"]).map((failure) => textOf(recordOf(failure)["layerDigest"]));
  }
}

const refusal = (code: string, message: string): ApiRefusal => new ApiRefusal(code, message, 400);

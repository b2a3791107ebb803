import type { JsonRecord } from "../../json/json-value.js";
import { textOf } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import type { RegistryAnswer, RegistryHandler, RegistryRequest } from "../front/front-server.js";
import { ecr } from "../resources/calls.js";
import { digestOf, type EmulatedEcr } from "./emulated-ecr.js";
import { regionOfToken } from "./registry-token.js";

/** What a request is about. */
interface Asked extends RegistryRequest {
  readonly region: string;
  readonly repositoryName: string;
  /** Behind `manifests/` or `blobs/`. */
  readonly rest: string;
}

/**
 * The repositories by the registry's HTTP API, for those who push and pull bytes. No layer is mounted, as in an ECR that was not told to.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md (v1.1, read 2026-11)
 */
export const registryHandler =
  (repositories: EmulatedEcr, api: (region: string) => EmulatedApi): RegistryHandler =>
  async (request) => {
    const region = regionOfToken(request.authorization);
    if (region === null) return { status: 401, headers: { "www-authenticate": "Basic" } };
    const [, repositoryName = "", kind, rest = ""] = /^\/v2\/(.+?)\/(manifests|blobs)\/(.*)$/.exec(request.path) ?? [];
    const asked = { ...request, region, repositoryName, rest };
    try {
      if (kind === "manifests") return await manifestAnswer(repositories, asked);
      if (kind === "blobs" && rest.startsWith("uploads/")) return await uploadAnswer(repositories, asked, api(region));
      return kind === "blobs" ? await blobAnswer(repositories, asked) : { status: 404, headers: {} };
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      const status = error.code === "RepositoryNotFoundException" ? 404 : 400;
      return { status, headers: {}, body: Buffer.from(JSON.stringify({ errors: [{ message: error.message }] })) };
    }
  };

async function manifestAnswer(
  repositories: EmulatedEcr,
  { region, repositoryName, rest, method, body, contentType }: Asked,
): Promise<RegistryAnswer> {
  if (method !== "PUT") {
    const stored = await repositories.manifest(region, repositoryName, rest);
    if (stored === null) return { status: 404, headers: {} };
    return { status: 200, headers: { "content-type": stored.mediaType }, body: Buffer.from(stored.text) };
  }
  const digest = digestOf(body);
  const isThere = (await repositories.manifest(region, repositoryName, rest)) !== null;
  const tag: JsonRecord = rest.startsWith("sha256:") ? {} : { imageTag: rest };
  const image = { repositoryName, imageManifest: body.toString("utf8"), imageManifestMediaType: contentType };
  if (!isThere) await repositories.putImage(region, { ...image, ...tag });
  return { status: 201, headers: { "docker-content-digest": digest } };
}

async function blobAnswer(
  repositories: EmulatedEcr,
  { region, repositoryName, rest, method }: Asked,
): Promise<RegistryAnswer> {
  const bytes = await repositories.layer(region, repositoryName, rest);
  if (bytes === null) return { status: 404, headers: {} };
  const headers = { "content-type": "application/octet-stream", "docker-content-digest": rest };
  return method === "HEAD" ? { status: 200, headers } : { status: 200, headers, body: bytes };
}

async function uploadAnswer(
  repositories: EmulatedEcr,
  { region, repositoryName, rest, method, body, query }: Asked,
  api: EmulatedApi,
): Promise<RegistryAnswer> {
  const uploadId = rest.slice("uploads/".length);
  const goesOn = (id: string): RegistryAnswer => ({
    status: 202,
    headers: { location: `/v2/${repositoryName}/blobs/uploads/${id}` },
  });
  if (method === "POST") return goesOn(textOf((await ecr(api, "InitiateLayerUpload", { repositoryName }))["uploadId"]));
  // A client sends a layer as one part, whole.
  const part = { partFirstByte: 0, partLastByte: body.length - 1, layerPartBlob: body.toString("base64") };
  if (body.length > 0) await repositories.uploadPart(region, { repositoryName, uploadId, ...part });
  if (method === "PATCH") return goesOn(uploadId);
  await repositories.completeUpload(region, { repositoryName, uploadId, layerDigests: [query.get("digest") ?? ""] });
  return { status: 201, headers: {} };
}

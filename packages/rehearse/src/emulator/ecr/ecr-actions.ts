import { textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import type { JsonAction } from "../ecs/ecs-actions.js";
import type { EmulatedEcr } from "./emulated-ecr.js";
import { tokenOf } from "./registry-token.js";

const TWELVE_HOURS_SECONDS = 12 * 3600;

/** The calls of ECR's that the front answers, by name. `registry`: where its repositories are reached, e.g. `http://localhost:41873`. */
export const ecrActions = (
  repositories: EmulatedEcr,
  registry: () => string,
  nowMs: () => number,
): Readonly<Record<string, JsonAction>> => ({
  UploadLayerPart: (region, request) => repositories.uploadPart(region, request),
  CompleteLayerUpload: (region, request) => repositories.completeUpload(region, request),
  BatchDeleteImage: (region, request) => repositories.deleteImages(region, request),
  PutImage: (region, request) => repositories.putImage(region, request),
  GetDownloadUrlForLayer: async (region, request) => {
    const layerDigest = textOf(request["layerDigest"]);
    const bytes = await repositories.layer(region, textOf(request["repositoryName"]), layerDigest);
    if (bytes === null) throw new ApiRefusal("LayersNotFoundException", `There is no layer ${layerDigest}.`, 400);
    return { downloadUrl: `data:application/octet-stream;base64,${bytes.toString("base64")}`, layerDigest };
  },
  GetAuthorizationToken: (region) =>
    Promise.resolve({
      authorizationData: [
        {
          authorizationToken: tokenOf(region),
          expiresAt: nowMs() / 1000 + TWELVE_HOURS_SECONDS,
          proxyEndpoint: registry(),
        },
      ],
    }),
});

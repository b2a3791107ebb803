import { listOf, parseJson, recordOf, textOf } from "../../json/json-value.js";

/** What a manifest names, by digest: an image its configuration and layers, an index its images. */
export function namedBy(manifest: string): {
  readonly blobs: readonly string[];
  readonly manifests: readonly string[];
} {
  const parsed = recordOf(parseJson(manifest));
  const blobs = [parsed["config"], ...listOf(parsed["layers"])].map((blob) => textOf(recordOf(blob)["digest"]));
  const manifests = listOf(parsed["manifests"]).map((part) => textOf(recordOf(part)["digest"]));
  return { blobs: blobs.filter((digest) => digest !== ""), manifests };
}

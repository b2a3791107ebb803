import { manifestParts } from "./manifest-parts.js";
import type { OciRepository } from "./oci-repository.js";

/** Copies an image with all its platforms, byte for byte: the digest stays. What is there already is not sent again. */
export async function copyImage(
  source: OciRepository,
  target: OciRepository,
  { digest, tag, signal }: { readonly digest: string; readonly tag: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  signal?.throwIfAborted();
  const manifest = await source.manifest(digest);
  const parts = manifestParts(manifest.text);
  switch (parts.kind) {
    case "index":
      // Those that an index names must be there before it.
      for (const part of parts.manifests) await copyImage(source, target, { digest: part.digest, tag: "", signal });
      break;
    case "image":
      for (const blob of parts.blobs) {
        signal?.throwIfAborted();
        await copyBlob(source, target, blob);
      }
  }
  await target.writeManifest(manifest, tag === "" ? digest : tag);
}

async function copyBlob(source: OciRepository, target: OciRepository, digest: string): Promise<void> {
  if (await target.hasBlob(digest)) return;
  if (source.host === target.host && (await target.mountBlob(digest, source.name))) return;
  await target.writeBlob(digest, await source.readBlob(digest));
}

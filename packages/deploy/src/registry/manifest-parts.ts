import { UserError } from "@fairlead/errors";
import { z } from "zod";

const descriptorSchema = z.object({ digest: z.string(), urls: z.array(z.string()).optional() });
const platformSchema = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md (2026-11); Docker's list is the same for these fields. */
const indexSchema = z.object({ manifests: z.array(descriptorSchema.extend({ platform: platformSchema.optional() })) });
const imageSchema = z.object({ config: descriptorSchema, layers: z.array(descriptorSchema) });

/** What a manifest is made of. */
export type ManifestParts =
  /** One image for each platform. */
  | {
      readonly kind: "index";
      readonly manifests: readonly { readonly digest: string; readonly platform: string | null }[];
    }
  | { readonly kind: "image"; readonly config: string; readonly blobs: readonly string[] };

/** @throws UserError for what is no image, or one of a kind that has gone out of use (schema 1). */
export function manifestParts(text: string): ManifestParts {
  const json: unknown = JSON.parse(text);
  const index = indexSchema.safeParse(json);
  if (index.success)
    return {
      kind: "index",
      manifests: index.data.manifests.map(({ digest, platform }) => ({ digest, platform: platformName(platform) })),
    };
  const image = imageSchema.safeParse(json);
  if (image.success) {
    const { config, layers } = image.data;
    // A layer with addresses of its own is a base of Windows, which nobody may hand on.
    const blobs = [config, ...layers.filter(({ urls }) => urls === undefined)].map(({ digest }) => digest);
    return { kind: "image", config: config.digest, blobs: [...new Set(blobs)] };
  }
  throw UserError.of("ManifestUnknown", {
    message: "The registry answered with a manifest of a kind that is no container image, or is out of use since 2017.",
    fix: "Push the image again with a current container engine, and name its new digest.",
  });
}

/** As registries and engines write it, e.g. `linux/arm64`; `null` for what is no image, an attestation for one. */
function platformName(platform: z.infer<typeof platformSchema> | undefined): string | null {
  return platform === undefined || platform.os === "unknown" ? null : `${platform.os}/${platform.architecture}`;
}

/** The platform in the configuration of an image. */
export const configPlatform = (text: string): string | null => {
  const parsed = platformSchema.safeParse(JSON.parse(text));
  return parsed.success ? platformName(parsed.data) : null;
};

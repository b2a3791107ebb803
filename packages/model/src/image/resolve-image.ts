import type { Described } from "../app/described-app.js";
import type { ImageOptions } from "./image.js";
import type { ResolvedImage, ResolvedImageSource } from "./resolved-image.js";

/** Fills the gaps of an image. */
export const resolveImage = ({ name, options }: Described<"image">): ResolvedImage => ({
  name,
  source: resolveSource(options),
  base: options.base ?? null,
  needs: options.needs ?? [],
});

function resolveSource({ context, dockerfile, uri }: ImageOptions): ResolvedImageSource {
  if (uri !== undefined) return { kind: "external", uri };
  // What `docker build` looks for by itself.
  if (context !== undefined) return { kind: "build", context, dockerfile: dockerfile ?? "Dockerfile" };
  return { kind: "pushed" };
}

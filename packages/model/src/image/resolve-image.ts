import type { Described } from "../app/described-app.js";
import type { ResolvedImage, ResolvedImageSource } from "./resolved-image.js";

/** Fills the gaps of an image. */
export const resolveImage = ({ name, options }: Described<"image">): ResolvedImage => ({
  name,
  source: resolveSource(options),
});

function resolveSource(options: Described<"image">["options"]): ResolvedImageSource {
  if ("uri" in options && options.uri !== undefined) return { kind: "external", uri: options.uri };
  if ("context" in options && options.context !== undefined) {
    return { kind: "build", context: options.context, dockerfile: options.dockerfile ?? "Dockerfile" };
  }
  return { kind: "pushed" };
}

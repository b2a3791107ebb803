import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";

/** Where an image comes from; without any of these your own pipeline pushes it to the environment's repository. */
export interface ImageOptions {
  /** Folder that is built, relative to the configuration file. */
  readonly context?: string | undefined;
  /** Relative to the context; default `Dockerfile`, which is what `docker build` looks for. */
  readonly dockerfile?: string | undefined;
  /** In place of `context`: an image of somewhere else, taken as it is, e.g. `public.ecr.aws/nginx/nginx:1.29`. */
  readonly uri?: string | undefined;
  /** What its last stage starts from, e.g. `python:3.11-slim`: a retired runtime is told. Default unknown. */
  readonly base?: string | undefined;
  /**
   * Variables that what runs in it doesn't start without: whoever runs it must state them. A job with a
   * command of its own runs another program and need not. Default none is known.
   */
  readonly needs?: readonly string[] | undefined;
}

/** A container image. */
export type Image = Part<"image">;

/**
 * Declares a container image. With `context` it is built from a folder of yours, with `uri` it is taken from elsewhere, with
 * neither your pipeline pushes it to the environment's repository.
 *
 * @param name Unique in the app; the repository is named after it.
 */
export function image(name: string, options: ImageOptions = {}): Image {
  return makePart({ kind: "image", name, options, source: findDeclarationSite(image) });
}

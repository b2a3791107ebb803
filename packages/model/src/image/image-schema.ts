import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { ImageOptions } from "./image.js";

/** Reads the options of an image; a `uri` and a `context` exclude each other. */
export const imageSchema = optionsObject({
  context: z.string().min(1).optional(),
  dockerfile: z.string().min(1).optional(),
  uri: z
    .string()
    .check(
      rule(
        (uri) => uri !== "",
        () => ({
          code: "InvalidImageUri",
          message: "The image URI is empty.",
          fix: "Name an image, or leave uri out: then your pipeline pushes one to the environment's repository.",
        }),
      ),
      rule(
        (uri) => uri === "" || /^[\w][\w.\-/:@]*$/u.test(uri),
        () => ({
          code: "InvalidImageUri",
          message: "The image URI has characters that no image name has.",
          fix: 'Write it as a registry takes it, e.g. "public.ecr.aws/nginx/nginx:1.29".',
        }),
      ),
    )
    .optional(),
  base: z.string().min(1).optional(),
  needs: z.array(z.string().min(1)).optional(),
}).check(
  rule(
    ({ context, uri }) => context === undefined || uri === undefined,
    () => ({
      code: "AmbiguousImage",
      message: "An image is either built from a context or taken from a URI, not both.",
      fix: "Remove context or uri.",
    }),
  ),
  rule(
    ({ context, dockerfile }) => context !== undefined || dockerfile === undefined,
    () => ({
      code: "DockerfileWithoutContext",
      message: "A dockerfile says nothing without the context that is built with it.",
      fix: 'Add the folder to build, e.g. context: ".".',
    }),
  ),
) satisfies z.ZodType<ImageOptions>;

import { z } from "zod";
import { durationSchema } from "../duration/duration-schema.js";
import { partSchema } from "../part/part-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { absolutePathSchema } from "../service/absolute-path-schema.js";
import { containerHealthSchema } from "../service/container-health-schema.js";
import { envSchema } from "../service/env-schema.js";
import { portSchema } from "../service/port-schema.js";
import { volumeMountsSchema } from "../volume/volume-mounts.js";
import type { SharedFolders, SidecarOptions, StartAfter } from "./sidecar.js";

const containerNameSchema = z.string().check(
  rule(
    (name) => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(name) && name.length <= 64,
    (name) => ({
      code: "InvalidContainerName",
      message: `"${name}" is not a name for a container.`,
      fix: "Use small letters, digits and single hyphens, with a letter at the front, 64 at most.",
    }),
  ),
);

export const startAfterSchema = z.array(
  z.union([
    z.string(),
    optionsObject({ container: z.string(), is: z.enum(["started", "healthy", "complete", "successful"]) }),
  ]),
) satisfies z.ZodType<readonly StartAfter[]>;

export const sharedFoldersSchema = z.record(
  containerNameSchema,
  z.union([absolutePathSchema, optionsObject({ path: absolutePathSchema, readonly: z.boolean().optional() })]),
) satisfies z.ZodType<SharedFolders>;

const sidecarSchema = optionsObject({
  image: partSchema("an image, made with image(…)", "image"),
  command: z.array(z.string()).min(1).optional(),
  env: envSchema.optional(),
  port: portSchema.optional(),
  essential: z.boolean().optional(),
  startAfter: startAfterSchema.optional(),
  cpu: z.int().min(1).optional(),
  // Docker's own least.
  memory: z.int().min(6).optional(),
  health: containerHealthSchema.optional(),
  readonlyRootFilesystem: z.boolean().optional(),
  writablePaths: z.array(absolutePathSchema).optional(),
  sharedFolders: sharedFoldersSchema.optional(),
  volumes: volumeMountsSchema.optional(),
  stopTimeout: durationSchema({ minSeconds: 2, maxSeconds: 120 }).optional(),
}) satisfies z.ZodType<SidecarOptions>;

/** Reads the sidecars of a service or job by their names. */
export const sidecarsSchema = z.record(containerNameSchema, sidecarSchema);

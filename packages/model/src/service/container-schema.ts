import { z } from "zod";
import { logRetentionSchema } from "../observability/log-retention.js";
import { partSchema } from "../part/part-schema.js";
import { sharedFoldersSchema, sidecarsSchema, startAfterSchema } from "../sidecar/sidecar-schema.js";
import { volumeMountsSchema } from "../volume/volume-mounts.js";
import { absolutePathSchema } from "./absolute-path-schema.js";
import { envSchema } from "./env-schema.js";
import { portSchema } from "./port-schema.js";

/** The options that services and jobs have in common, as the shape of an object. */
export const CONTAINER_SHAPE = {
  image: partSchema("an image, made with image(…)", "image"),
  command: z.array(z.string()).min(1).optional(),
  env: envSchema.optional(),
  cpu: z.number().optional(),
  memory: z.number().optional(),
  architecture: z.enum(["arm64", "x86_64"]).optional(),
  internet: z.array(portSchema).optional(),
  readonlyRootFilesystem: z.boolean().optional(),
  writablePaths: z.array(absolutePathSchema).optional(),
  startAfter: startAfterSchema.optional(),
  sharedFolders: sharedFoldersSchema.optional(),
  sidecars: sidecarsSchema.optional(),
  volumes: volumeMountsSchema.optional(),
  ephemeralStorage: z.int().min(20).max(200).optional(),
  logRetention: logRetentionSchema.optional(),
};

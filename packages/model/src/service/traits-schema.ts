import { z } from "zod";
import { durationSchema } from "../duration/duration-schema.js";
import { optionsObject } from "../problem/options-object.js";
import type { TraitsOptions } from "./traits-options.js";

const pathsSchema = z.array(z.string().min(1));

/** Reads what a description says of an app's own behaviour. */
export const traitsSchema = optionsObject({
  guards: optionsObject({
    hosts: z.array(z.string().min(1)).optional(),
    keyExcept: pathsSchema.optional(),
    rateLimitExcept: pathsSchema.optional(),
    trustedProxies: z.int().min(0).max(10).optional(),
  }).optional(),
  paths: pathsSchema.optional(),
  healthAsks: z.array(z.string().min(1)).optional(),
  cutsAfter: durationSchema().optional(),
  keepAlive: durationSchema().optional(),
  keeps: z.string().min(1).optional(),
  databaseConnections: z.int().min(1).optional(),
  concurrency: z.int().min(1).optional(),
  exitsAfter: durationSchema().optional(),
}) satisfies z.ZodType<TraitsOptions>;

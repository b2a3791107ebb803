import { z } from "zod";
import { durationSchema } from "../duration/duration-schema.js";
import { certificateSchema } from "../environment/certificate-schema.js";
import { optionsObject } from "../problem/options-object.js";
import type { CdnOptions } from "./cdn.js";
import { CDN_LIMITS } from "./cdn-limits.js";

/** Reads the `cdn` of an ingress. */
export const cdnSchema = z.union([
  z.boolean(),
  optionsObject({
    priceClass: z.enum(["100", "200", "all"]).optional(),
    responseTimeout: durationSchema({ minSeconds: 1, maxSeconds: CDN_LIMITS.raisedResponseTimeoutSeconds }).optional(),
    certificate: certificateSchema.optional(),
  }),
]) satisfies z.ZodType<boolean | CdnOptions>;

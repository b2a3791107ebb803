import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { BucketOptions } from "./bucket.js";
import { CORS_METHODS } from "./resolved-bucket.js";

const originSchema = z.string().check(
  rule(
    (origin) =>
      /^https:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d+)?$/u.test(origin) || /^http:\/\/localhost(?::\d+)?$/u.test(origin),
    (origin) => ({
      code: "InvalidOrigin",
      message: `"${origin}" is not an origin that may talk to a bucket from a browser.`,
      fix: 'Write scheme and host without a path, e.g. "https://app.example.com"; plain http only as "http://localhost:5173".',
    }),
  ),
);

const LIFECYCLE_SHAPE = {
  expireDays: z.int().min(1).max(36_500).optional(),
  // S3 takes 30 days at least (S3 user guide, "Transitioning objects using Amazon S3 Lifecycle", 2026-11).
  infrequentAccessAfterDays: z.int().min(30).max(36_500).optional(),
};

/** Reads the options of a bucket. */
export const bucketSchema = optionsObject({
  ...LIFECYCLE_SHAPE,
  versioning: z.boolean().optional(),
  lifecycle: z.record(z.string().min(1).max(1024), optionsObject(LIFECYCLE_SHAPE)).optional(),
  cors: z
    .union([
      z.array(originSchema).min(1),
      optionsObject({
        origins: z.array(originSchema).min(1),
        methods: z.array(z.enum(CORS_METHODS)).min(1).optional(),
        headers: z.array(z.string().min(1)).min(1).optional(),
      }),
    ])
    .optional(),
  deletionProtection: z.boolean().optional(),
}) satisfies z.ZodType<BucketOptions>;

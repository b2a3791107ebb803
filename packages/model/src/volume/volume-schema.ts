import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { INFREQUENT_ACCESS_DAYS, type VolumeOptions } from "./volume.js";

/** EFS's access points take unsigned numbers of 32 bits (EFS API reference, PosixUser, 2026-11). */
const idSchema = z.int().min(0).max(4_294_967_295);

/** Reads the options of a volume. The most that is provisioned by default in a region is assumed from EFS's quotas (2025): 1 GiB/s. */
export const volumeSchema = optionsObject({
  writers: z.enum(["one", "many"]).optional(),
  owner: optionsObject({ uid: idSchema, gid: idSchema }).optional(),
  throughput: z
    .union([z.enum(["elastic", "bursting"]), optionsObject({ provisionedMibps: z.number().min(1).max(1024) })])
    .optional(),
  infrequentAccessAfterDays: z.union([z.literal(INFREQUENT_ACCESS_DAYS), z.literal("never")]).optional(),
  deletionProtection: z.boolean().optional(),
}) satisfies z.ZodType<VolumeOptions>;

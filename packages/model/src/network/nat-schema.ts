import { z } from "zod";
import type { NatOptions } from "../environment/environment-options.js";
import { optionsObject } from "../problem/options-object.js";

/** How tasks reach the internet. */
export const natSchema = z.union([
  z.enum(["none", "instance", "gateway", "gateway-per-zone"]),
  optionsObject({ instance: z.string().min(1) }),
  optionsObject({ gateways: z.int().min(1).max(3) }),
]) satisfies z.ZodType<NatOptions>;

import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { suggestName } from "../problem/nearest-name.js";
import { INSTANCE_TYPE_NAMES, instanceType } from "./instance-types.js";
import type { PoolOptions } from "./pool.js";

const instanceTypeSchema = z.string().check(
  rule(
    (name) => instanceType(name) !== null,
    (name) => ({
      code: "UnknownInstanceType",
      message: `"${name}" is not an instance type whose size and interfaces are known here.`,
      fix: suggestName(
        name,
        INSTANCE_TYPE_NAMES.filter((known) => known.startsWith(name.slice(0, 1))),
      ),
    }),
  ),
);

/** An Auto Scaling group has no end of its own below EC2's quotas; more than this is a slip of the finger. */
const countSchema = z.int().min(0).max(1000);

/** Reads what a pool is made of. */
export const poolSchema = optionsObject({
  instanceType: z.union([instanceTypeSchema, z.array(instanceTypeSchema).min(1).max(20)]),
  spot: z.boolean().optional(),
  minInstances: countSchema.optional(),
  maxInstances: countSchema.min(1).optional(),
  // The images that AWS makes for ECS want 30.
  disk: z.int().min(30).max(1000).optional(),
  trunking: z.boolean().optional(),
}) satisfies z.ZodType<PoolOptions>;

import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { ParameterOptions } from "./parameter.js";

/** Bytes that a standard parameter holds; assumed to be the 4 KB of Systems Manager's "Managing parameter tiers". */
const STANDARD_TIER_CHARACTERS = 4096;

const text = z
  .string()
  .min(1)
  .check(
    rule(
      (value) => Buffer.byteLength(value) <= STANDARD_TIER_CHARACTERS,
      (value) => ({
        code: "ParameterTooLong",
        message: `The value has ${Buffer.byteLength(value)} bytes; a standard SSM parameter holds ${STANDARD_TIER_CHARACTERS}.`,
        fix: "Put it into the image, or split it into several parameters.",
      }),
    ),
  );

/** Reads a parameter's value. */
export const parameterSchema = optionsObject({
  value: z.union([text, z.number(), z.boolean()]),
}) satisfies z.ZodType<ParameterOptions>;

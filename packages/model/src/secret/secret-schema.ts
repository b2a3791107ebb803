import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { SecretOptions } from "./secret.js";

/** Secrets Manager is assumed to make up to 4096 characters (GetRandomPassword); below 16 a token can be guessed. */
const lengthSchema = z.int().min(16).max(4096);

const generated = optionsObject({ generate: z.enum(["token", "key-256"]), length: lengthSchema.optional() }).check(
  rule(
    ({ generate, length }) => generate === "token" || length === undefined,
    () => ({
      code: "LengthOfKey256",
      message: "A key-256 always has 256 bits; a length says nothing.",
      fix: 'Remove length, or generate a "token".',
    }),
  ),
);

const operated = optionsObject({
  value: z.literal("operator"),
  keys: z.array(z.string().min(1)).min(1).optional(),
});

/** Reads the options of a secret. */
export const secretSchema = z.union([generated, operated]) satisfies z.ZodType<SecretOptions>;

import { z } from "zod";
import type { Described } from "../app/described-app.js";
import type { CacheOutputs } from "../cache/cache.js";
import type { Part } from "../part/part.js";
import { optionsObject } from "../problem/options-object.js";
import { portSchema } from "../service/port-schema.js";
import { hostSchema, keyArnSchema, secretArnSchema, securityGroupIdSchema } from "./adopted-schemas.js";
import type { ResolvedAdoptedCache, ResolvedAdoptedSecret } from "./resolved-adopted.js";

export interface AdoptedCacheOptions {
  /** A cache that exists already: nothing of it is made, changed or deleted, but the rule that lets callers in. */
  readonly adopt: {
    /** Its primary endpoint. */
    readonly host: string;
    /** Default 6379. */
    readonly port?: number | undefined;
    /** Whose group it is in; each caller's group is let in there. */
    readonly securityGroupId: string;
    /** A secret that holds the AUTH token or the user's password: for `.password`. */
    readonly secretArn?: string | undefined;
    /** One field of that secret; default its whole value. */
    readonly passwordKey?: string | undefined;
    /** A secret that holds the whole URL: for `.url`. ECS injects what is there and composes nothing. */
    readonly urlSecretArn?: string | undefined;
    /** One field of that secret; default its whole value. */
    readonly urlKey?: string | undefined;
    /** The KMS key that both are encrypted with; default the account's own for Secrets Manager. */
    readonly keyArn?: string | undefined;
  };
}

/** A cache that exists already, and what variables may take from it. */
export interface AdoptedCache extends Part<"adoptedCache">, CacheOutputs {}

/** Reads the options of a cache that exists already. */
export const adoptedCacheSchema = optionsObject({
  adopt: optionsObject({
    host: hostSchema,
    port: portSchema.optional(),
    securityGroupId: securityGroupIdSchema,
    secretArn: secretArnSchema.optional(),
    passwordKey: z.string().min(1).optional(),
    urlSecretArn: secretArnSchema.optional(),
    urlKey: z.string().min(1).optional(),
    keyArn: keyArnSchema.optional(),
  }),
}) satisfies z.ZodType<AdoptedCacheOptions>;

/** The protocol's own. */
const CACHE_PORT = 6379;

/** Fills the gaps of a cache that exists already. */
export function resolveAdoptedCache({ name, options }: Described<"adoptedCache">): ResolvedAdoptedCache {
  const { adopt } = options;
  const secret = (arn: string | undefined, jsonKey: string | undefined): ResolvedAdoptedSecret | null =>
    arn === undefined ? null : { arn, jsonKey: jsonKey ?? null, keyArn: adopt.keyArn ?? null };
  return {
    name,
    host: adopt.host,
    port: adopt.port ?? CACHE_PORT,
    securityGroupId: adopt.securityGroupId,
    password: secret(adopt.secretArn, adopt.passwordKey),
    url: secret(adopt.urlSecretArn, adopt.urlKey),
  };
}

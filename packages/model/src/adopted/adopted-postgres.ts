import { z } from "zod";
import type { Described } from "../app/described-app.js";
import type { Part } from "../part/part.js";
import type { DatabaseOutputs } from "../postgres/postgres.js";
import { optionsObject } from "../problem/options-object.js";
import { portSchema } from "../service/port-schema.js";
import { hostSchema, keyArnSchema, secretArnSchema, securityGroupIdSchema } from "./adopted-schemas.js";
import type { ResolvedAdoptedDatabase, ResolvedAdoptedSecret } from "./resolved-adopted.js";

export interface AdoptedPostgresOptions {
  /** A database that exists already: nothing of it is made, changed or deleted, but the rule that lets callers in. */
  readonly adopt: {
    /** Its endpoint, or that of the proxy in front of it. */
    readonly host: string;
    /** Default 5432. */
    readonly port?: number | undefined;
    /** Of the database on that server. */
    readonly name: string;
    /** Whose group it is in; each caller's group is let in there. */
    readonly securityGroupId: string;
    /** A secret of JSON, with a user and a password as RDS writes them: for `.user` and `.password`. */
    readonly secretArn?: string | undefined;
    /** Default `"username"`. */
    readonly userKey?: string | undefined;
    /** Default `"password"`. */
    readonly passwordKey?: string | undefined;
    /** A secret that holds the whole URL: for `.url`. ECS injects what is there and composes nothing. */
    readonly urlSecretArn?: string | undefined;
    /** One field of that secret; default its whole value. */
    readonly urlKey?: string | undefined;
    /** The KMS key that both are encrypted with; default the account's own for Secrets Manager. */
    readonly keyArn?: string | undefined;
  };
  /** As with a database that is made; default `require`. */
  readonly sslMode?: "require" | "verify-full" | undefined;
}

/** A PostgreSQL database that exists already, and what variables may take from it. */
export interface AdoptedPostgres extends Part<"adoptedPostgres">, DatabaseOutputs {}

/** Reads the options of a database that exists already. */
export const adoptedPostgresSchema = optionsObject({
  adopt: optionsObject({
    host: hostSchema,
    port: portSchema.optional(),
    name: z.string().min(1).max(63),
    securityGroupId: securityGroupIdSchema,
    secretArn: secretArnSchema.optional(),
    userKey: z.string().min(1).optional(),
    passwordKey: z.string().min(1).optional(),
    urlSecretArn: secretArnSchema.optional(),
    urlKey: z.string().min(1).optional(),
    keyArn: keyArnSchema.optional(),
  }),
  sslMode: z.enum(["require", "verify-full"]).optional(),
}) satisfies z.ZodType<AdoptedPostgresOptions>;

/** PostgreSQL's own. */
const POSTGRES_PORT = 5432;

/** What RDS and Secrets Manager write. */
const FIELDS = { user: "username", password: "password" } as const;

/** Fills the gaps of a database that exists already. */
export function resolveAdoptedPostgres({ name, options }: Described<"adoptedPostgres">): ResolvedAdoptedDatabase {
  const { adopt } = options;
  const { secretArn, urlSecretArn } = adopt;
  const field = (arn: string | undefined, jsonKey: string | null): ResolvedAdoptedSecret | null =>
    arn === undefined ? null : { arn, jsonKey, keyArn: adopt.keyArn ?? null };
  return {
    name,
    host: adopt.host,
    port: adopt.port ?? POSTGRES_PORT,
    databaseName: adopt.name,
    securityGroupId: adopt.securityGroupId,
    user: field(secretArn, adopt.userKey ?? FIELDS.user),
    password: field(secretArn, adopt.passwordKey ?? FIELDS.password),
    url: field(urlSecretArn, adopt.urlKey ?? null),
    sslMode: options.sslMode ?? "require",
  };
}

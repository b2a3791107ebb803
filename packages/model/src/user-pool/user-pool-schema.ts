import { z } from "zod";
import { minutesSchema } from "../duration/duration-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { SIGN_IN_FLOWS, type UserPoolOptions } from "./user-pool.js";

const MINUTE = 60;
const DAY = 86_400;

/** Cognito's own words on callback URLs (UserPoolClient, CallbackURLs; quoted by aws-cdk-lib 2.276, 2026-11). */
const isCallbackUrl = (text: string): boolean =>
  /^(?!http:)[a-z][a-z0-9+.-]*:\/\/[^\s#]+$/u.test(text) ||
  /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/][^\s#]*)?$/u.test(text);

const urlSchema = z.string().check(
  rule(isCallbackUrl, (text) => ({
    code: "InvalidCallbackUrl",
    message: `"${text}" is no URL that Cognito returns to.`,
    fix: 'Write the whole of it without "#", over HTTPS, e.g. "https://app.example.com/signed-in"; http:// is for localhost alone.',
  })),
);

/** Ranges of tokens' lives: Cognito, UserPoolClient (quoted by aws-cdk-lib 2.276, 2026-11). */
const clientSchema = optionsObject({
  flows: z.array(z.enum(SIGN_IN_FLOWS)).optional(),
  callbackUrls: z.array(urlSchema).optional(),
  logoutUrls: z.array(urlSchema).optional(),
  accessToken: minutesSchema({ minSeconds: 5 * MINUTE, maxSeconds: DAY }).optional(),
  refreshToken: minutesSchema({ minSeconds: 60 * MINUTE, maxSeconds: 3650 * DAY }).optional(),
});

const idSchema = z.string().check(
  rule(
    (id) => /^[a-z]{2}(?:-[a-z]+)+-\d_[0-9A-Za-z]+$/u.test(id),
    (id) => ({
      code: "InvalidUserPoolId",
      message: `"${id}" is not the id of a user pool.`,
      fix: 'Write it as Cognito shows it, e.g. "us-east-1_AbCdEfGhI".',
    }),
  ),
);

const emailSchema = z.string().check(
  rule(
    (email) => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/u.test(email),
    (email) => ({
      code: "InvalidEmail",
      message: `"${email}" is not an email address.`,
      fix: 'Write it like "no-reply@example.com".',
    }),
  ),
);

/**
 * Words that a prefix may not have: Cognito developer guide, "Configuring a user pool domain"; assumed as of 2025. Characters and
 * length: CreateUserPoolDomain, the same.
 */
const prefixSchema = z.string().check(
  rule(
    (prefix) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(prefix) && !/aws|amazon|cognito/u.test(prefix),
    (prefix) => ({
      code: "InvalidDomainPrefix",
      message: `"${prefix}" is no first label for Cognito's sign-in pages.`,
      fix: "Use up to 63 small letters, digits and hyphens, without the words aws, amazon and cognito.",
    }),
  ),
);

/** Reads the options of a user pool. */
export const userPoolSchema = z.union([
  optionsObject({
    adopt: optionsObject({
      id: idSchema,
      clientId: z.string().min(1).optional(),
      domain: z.string().min(1).optional(),
    }),
    client: clientSchema.optional(),
  }),
  optionsObject({
    signInWith: z.enum(["email", "username"]).optional(),
    selfSignUp: z.boolean().optional(),
    mfa: z.enum(["off", "optional", "required"]).optional(),
    passwordLength: z.int().min(8).max(99).optional(),
    invitationDays: z.int().min(1).max(365).optional(),
    plan: z.enum(["lite", "essentials", "plus"]).optional(),
    emailFrom: emailSchema.optional(),
    client: clientSchema.optional(),
    domainPrefix: prefixSchema.optional(),
    deletionProtection: z.boolean().optional(),
  }),
]) satisfies z.ZodType<UserPoolOptions>;

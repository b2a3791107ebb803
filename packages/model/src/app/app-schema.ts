import { z } from "zod";
import { partSchema } from "../part/part-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { AppRoots } from "./define-app.js";
import { isOwnTag, OWN_TAGS } from "./own-tags.js";

/** Tells whether a text is a day that exists, in ISO form. */
const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

const acceptanceSchema = optionsObject({
  finding: z.string().check(
    rule(
      (code) => /^[A-Z][A-Za-z0-9]*$/u.test(code),
      (code) => ({
        code: "InvalidFindingCode",
        message: `"${code}" is not the code of a finding.`,
        fix: 'Write the word that the finding is shown with, e.g. "PlainHttp".',
      }),
    ),
  ),
  on: z.string().min(1).optional(),
  reason: z.string().check(
    rule(
      (reason) => reason.trim().length >= 10,
      () => ({
        code: "ReasonTooShort",
        message: "The reason of an acceptance must tell the next reader why.",
        fix: "Write a sentence of at least ten characters.",
      }),
    ),
  ),
  until: z.string().check(
    rule(isDay, (text) => ({
      code: "InvalidDate",
      message: `"${text}" is not a day.`,
      fix: 'Write it in ISO form, e.g. "2027-06-30".',
    })),
  ),
});

/** AWS's limits of a tag (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/allocation-tag-restrictions.html, 2026-11). */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagProblem = (text: string) => ({
  code: "InvalidTag",
  message: `"${text}" is not what AWS takes as a tag.`,
  fix: "Use letters, digits, spaces and _.:/=+-@; at most 128 for a key, which must not start with aws:, and 256 for a value.",
});
const tagKeySchema = z.string().check(
  rule((key) => key.length >= 1 && key.length <= 128 && TAG_TEXT.test(key) && !/^aws:/iu.test(key), tagProblem),
  rule(
    (key) => !isOwnTag(key),
    (key) => ({
      code: "TagTaken",
      message: `Every resource has the tag "${key.toLowerCase()}" already, and IAM takes "${key}" for the same: it would refuse each role.`,
      fix: "Leave it away, or choose another key.",
    }),
  ),
);
const tagValueSchema = z.string().check(rule((value) => value.length <= 256 && TAG_TEXT.test(value), tagProblem));

/** A resource takes 50 tags. */
const MOST_TAGS = 50 - OWN_TAGS.length;

/** Keys that differ from an earlier one in capitals alone, which IAM refuses. */
const keysTakenTwice = (tags: Readonly<Record<string, string>>): string[] =>
  Object.keys(tags).filter((key, at, keys) =>
    keys.slice(0, at).some((earlier) => earlier.toLowerCase() === key.toLowerCase()),
  );

/** The app but for its environments, which are read one by one. */
export const appSchema = optionsObject({
  name: z.string(),
  environments: z.record(z.string(), z.unknown()),
  build: z.custom<(context: unknown) => unknown>((value) => typeof value === "function", { error: "a function" }),
  accept: z.array(acceptanceSchema).optional(),
  tags: z
    .record(tagKeySchema, tagValueSchema)
    .check(
      rule(
        (tags) => Object.keys(tags).length <= MOST_TAGS,
        (tags) => ({
          code: "TooManyTags",
          message: `${Object.keys(tags).length} tags are too many: a resource takes 50, three of which are Fairlead's own.`,
          fix: `Keep at most ${MOST_TAGS}.`,
        }),
      ),
      rule(
        (tags) => keysTakenTwice(tags).length === 0,
        (tags) => ({
          code: "TagTaken",
          message: `IAM tells no capitals from small letters in the keys of tags, and ${keysTakenTwice(tags).join(", ")} differs from another key in them alone: it would refuse each role.`,
          fix: "Keep one spelling.",
        }),
      ),
    )
    .optional(),
  customize: z
    .custom<object>((value) => typeof value === "object" && value !== null, {
      error: "what customize(…) returns",
    })
    .optional(),
});

/** What `build` returns. */
export const rootsSchema = optionsObject({
  ingress: partSchema("an ingress, made with ingress(…)", "ingress").optional(),
  services: z.array(partSchema("a service, made with service(…)", "service")).optional(),
  jobs: z.array(partSchema("a job, made with job(…)", "job")).optional(),
  sites: z.array(partSchema("a site, made with site(…)", "site")).optional(),
}) satisfies z.ZodType<AppRoots>;

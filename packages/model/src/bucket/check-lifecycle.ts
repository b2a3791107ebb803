import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedLifecycleRule } from "./resolved-bucket.js";

/** S3 refuses a rule that moves what it has deleted (S3 user guide, "Transitioning objects using Amazon S3 Lifecycle", 2026-11). */
export const checkLifecycle: Check = (app) =>
  app.buckets.flatMap(({ name, lifecycle }) =>
    lifecycle.filter(expiresFirst).map(({ prefix, expireDays, infrequentAccessAfterDays }) => ({
      path: `${addressOf("bucket", name)}.${prefix === "" ? "" : `lifecycle[${JSON.stringify(prefix)}].`}infrequentAccessAfterDays`,
      code: "ExpiresBeforeMove",
      message: `Objects are deleted after ${expireDays ?? 0} days, and so never move after ${infrequentAccessAfterDays ?? 0}.`,
      fix: "Set infrequentAccessAfterDays below expireDays, or leave it out.",
    })),
  );

const expiresFirst = ({ expireDays, infrequentAccessAfterDays }: ResolvedLifecycleRule): boolean =>
  expireDays !== null && infrequentAccessAfterDays !== null && expireDays <= infrequentAccessAfterDays;

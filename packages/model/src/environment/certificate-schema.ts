import { z } from "zod";
import { rule } from "../problem/rule.js";

/** The ARN of an ACM certificate. */
export const certificateSchema = z.string().check(
  rule(
    (arn) => /^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/u.test(arn),
    () => ({
      code: "InvalidCertificateArn",
      message: "The certificate must be the ARN of an ACM certificate.",
      fix: 'Write it like "arn:aws:acm:us-east-1:123456789012:certificate/…", or leave it out to have one issued.',
    }),
  ),
);

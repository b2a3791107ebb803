import { z } from "zod";
import { rule } from "../problem/rule.js";

/** A host name or an address that is no part of a URL. */
export const hostSchema = z.string().check(
  rule(
    (host) => /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/u.test(host),
    (host) => ({
      code: "InvalidHost",
      message: `"${host}" is not the name of a host.`,
      fix: 'Write the endpoint alone, e.g. "main.abc123.us-east-1.rds.amazonaws.com".',
    }),
  ),
);

/** EC2's ids have 8 or 17 hexadecimal digits. */
export const securityGroupIdSchema = z.string().check(
  rule(
    (id) => /^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u.test(id),
    (id) => ({
      code: "InvalidSecurityGroupId",
      message: `"${id}" is not the id of a security group.`,
      fix: 'Write it as EC2 shows it, e.g. "sg-0123456789abcdef0".',
    }),
  ),
);

/** Whole, with the six characters at its end: permissions name it exactly. */
export const secretArnSchema = z.string().check(
  rule(
    (arn) => /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/u.test(arn),
    (arn) => ({
      code: "InvalidSecretArn",
      message: `"${arn}" is not the whole ARN of a secret.`,
      fix: 'Write it as Secrets Manager shows it, with the six characters at its end, e.g. "arn:aws:secretsmanager:us-east-1:123456789012:secret:main-AbCdEf".',
    }),
  ),
);

/** Of a key itself: permissions to decrypt go by keys, and not by their aliases. */
export const keyArnSchema = z.string().check(
  rule(
    (arn) => /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/u.test(arn),
    (arn) => ({
      code: "InvalidKeyArn",
      message: `"${arn}" is not the ARN of a KMS key.`,
      fix: 'Write the ARN of the key and not of an alias, e.g. "arn:aws:kms:us-east-1:123456789012:key/…".',
    }),
  ),
);

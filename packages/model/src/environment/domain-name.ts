import { z } from "zod";
import { rule } from "../problem/rule.js";

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/u;

/** Tells whether a text is a host name of at least two labels, as DNS and ACM take it. */
const isDomainName = (text: string): boolean =>
  text.length <= 253 && text.includes(".") && text.split(".").every((label) => LABEL.test(label));

/** A host name, in small letters and without a dot at its end. */
export const domainNameSchema = z.string().check(
  rule(isDomainName, (text) => ({
    code: "InvalidDomain",
    message: `"${text}" is not a host name.`,
    fix: 'Write it in small letters, without "https://" and without a path, e.g. "llm.example.com".',
  })),
);

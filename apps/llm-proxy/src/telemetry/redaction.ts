const MASK = "[redacted]";

/** What keys look like wherever they come from: providers', AWS's, bearer tokens, this gateway's own. */
const KEY_FORMS = [
  "(?:sk|gsk|llmp|pk|rk)[-_][A-Za-z0-9_-]{16,}",
  "AIza[0-9A-Za-z_-]{30,}",
  "(?:AKIA|ASIA)[0-9A-Z]{16}",
  "Bearer\\s+[A-Za-z0-9._~+/=-]{8,}",
  "xox[abp]-[0-9A-Za-z-]{10,}",
];

export type Redact = (text: string) => string;

/**
 * Makes a function that masks every known secret and everything that looks like a key. It is the last net under all output:
 * what is never put into a line needs no masking.
 * @param secrets values of the environment, longest first where one holds another.
 */
export function createRedaction(secrets: readonly string[]): Redact {
  const known = secrets
    .flatMap((secret) => [secret, jsonEscaped(secret)])
    .toSorted((left, right) => right.length - left.length)
    .map((secret) => secret.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  const pattern = new RegExp([...new Set([...known, ...KEY_FORMS])].join("|"), "g");
  return (text) => text.replace(pattern, MASK);
}

/** A secret with a quote in it looks different inside of a JSON line. */
const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

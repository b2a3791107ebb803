/**
 * AWS's own words without what must not be repeated: a failed signature is explained with the request's headers, session token and
 * all; a value that breaks a constraint is quoted, a secret too; EC2 encodes who may do what.
 */
export function withoutSecrets(message: string): string {
  return message
    .replace(/The Canonical String for this request should have been[\s\S]*$/u, "")
    .replace(/\bValue '[^']*' at '/gu, "A value at '")
    .replace(/(Encoded authorization failure message:)\s*\S+/gu, "$1 (left out)")
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/gu, (id) => `${id.slice(0, 4)}…`)
    .replace(/(x-amz-security-token|authorization)\s*[:=]\s*\S+/giu, "$1: (left out)")
    .replace(/[A-Za-z0-9+/=]{100,}/gu, "(left out)")
    .trim();
}

import { hash, timingSafeEqual } from "node:crypto";

/** Reads MANAGEMENT_TOKEN, which may hold two values with a comma between, and MANAGEMENT_TOKEN_PREVIOUS. */
export const managementTokens = (current: string, previous: string | null): readonly string[] =>
  [...current.split(","), ...(previous ?? "").split(",")].map((token) => token.trim()).filter((token) => token !== "");

/**
 * Compares without telling by its time how much of a token was right: hashes of one length, and all of them.
 * @returns Which of the accepted tokens it is, from 0; `null`: none.
 */
export function matchManagementToken(given: string, accepted: readonly string[]): number | null {
  const givenHash = hash("sha256", given, "buffer");
  let found: number | null = null;
  for (const [index, token] of accepted.entries()) {
    if (timingSafeEqual(givenHash, hash("sha256", token, "buffer"))) found ??= index;
  }
  return found;
}

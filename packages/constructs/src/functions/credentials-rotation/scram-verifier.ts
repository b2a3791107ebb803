import { createHash, createHmac, pbkdf2Sync } from "node:crypto";

/** PostgreSQL's own default. */
const ITERATIONS = 4096;
const KEY_BYTES = 32;

/**
 * What PostgreSQL stores for a password: `SCRAM-SHA-256$<iterations>:<salt>$<stored key>:<server key>`. psql's `\password` makes
 * the same before it speaks to the server. Passwords of letters and digits need no SASLprep.
 * https://www.postgresql.org/docs/current/catalog-pg-authid.html
 */
export function scramVerifier(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, "sha256");
  const storedKey = createHash("sha256").update(keyed(salted, "Client Key")).digest("base64");
  const serverKey = keyed(salted, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}

const keyed = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

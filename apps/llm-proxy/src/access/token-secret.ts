import { hash, randomBytes } from "node:crypto";

/** A new token: the secret is shown once, only its hash is kept. */
export interface NewSecret {
  readonly secret: string;
  /** SHA-256, base64url. The secret has 256 bits of chance, so that a slow hash would add nothing. */
  readonly tokenHash: string;
}

const SECRET_BYTES = 32;
const BODY_LENGTH = 43;
/** 24 bits: tells a mistyped or invented token without asking the database, which a flood of them would burden. */
const CHECKSUM_LENGTH = 4;

/** @param random Gives that many bytes of chance. */
export function newTokenSecret(prefix: string, random: (size: number) => Buffer = randomBytes): NewSecret {
  const body = random(SECRET_BYTES).toString("base64url");
  const secret = `${prefix}${body}${checksum(prefix, body)}`;
  return { secret, tokenHash: hashToken(secret) };
}

export const hashToken = (secret: string): string => hash("sha256", secret, "base64url");

/** Whether this may be a token of ours at all; says nothing of whether it exists. */
export function isWellFormedToken(secret: string, prefix: string): boolean {
  if (secret.length !== prefix.length + BODY_LENGTH + CHECKSUM_LENGTH || !secret.startsWith(prefix)) return false;
  const body = secret.slice(prefix.length, prefix.length + BODY_LENGTH);
  return secret.slice(prefix.length + BODY_LENGTH) === checksum(prefix, body);
}

const checksum = (prefix: string, body: string): string =>
  hash("sha256", `llm-proxy token checksum\n${prefix}${body}`, "base64url").slice(0, CHECKSUM_LENGTH);

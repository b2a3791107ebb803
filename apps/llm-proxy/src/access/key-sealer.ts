import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from "node:crypto";
import { StateError } from "../errors/state-error.js";
import type { EncryptedProviderKey } from "./grant.js";

/** Seals providers' keys with the current encryption key, and opens what it or the previous one sealed. */
export interface KeySealer {
  /** Names the current key without telling anything of it. */
  readonly keyId: string;
  seal(projectId: string, provider: string, secret: string): EncryptedProviderKey;
  /** @throws StateError "UnknownEncryptionKey" or "SealBroken" */
  open(projectId: string, key: EncryptedProviderKey): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM; the project's and the provider's names are authenticated with it, so that a sealed key that is copied
 * to another row doesn't open there.
 * @param encryptionKey Any text with enough chance, e.g. 32 random bytes as base64 (`ENCRYPTION_KEY`).
 * @param previous Those that were in use before and may still be needed to open.
 */
export function createKeySealer(encryptionKey: string, previous: readonly string[]): KeySealer {
  const current = deriveKey(encryptionKey);
  const keys = new Map([...previous.map(deriveKey), current].map((key) => [key.id, key.bytes]));
  return {
    keyId: current.id,
    seal: (projectId, provider, secret) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current.bytes, nonce).setAAD(boundTo(projectId, provider));
      const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return { provider, keyId: current.id, sealed: sealed.toString("base64") };
    },
    open: (projectId, key) => {
      const bytes = keys.get(key.keyId);
      if (bytes === undefined) throw unknownKey(key.keyId);
      return unseal(bytes, boundTo(projectId, key.provider), Buffer.from(key.sealed, "base64"));
    },
  };
}

function unseal(bytes: Buffer, bound: Buffer, sealed: Buffer): string {
  try {
    const decipher = createDecipheriv("aes-256-gcm", bytes, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(bound).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const opened = [decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString("utf8");
  } catch (cause) {
    throw new StateError("SealBroken", {
      message: "A provider's key in the database was changed after it was sealed.",
      fix: "Set the project's key anew through the management API.",
      cause,
    });
  }
}

/** The id is made from the derived key, and in a way that tells nothing of it. */
function deriveKey(text: string): { readonly id: string; readonly bytes: Buffer } {
  const bytes = Buffer.from(hkdfSync("sha256", text, "", "llm-proxy provider keys", 32));
  return { id: hash("sha256", `llm-proxy key id\n${bytes.toString("hex")}`, "hex").slice(0, 12), bytes };
}

/** Lengths first, so that no two pairs of names are the same bytes. */
const boundTo = (projectId: string, provider: string): Buffer =>
  Buffer.from(`${projectId.length}:${projectId}${provider}`, "utf8");

const unknownKey = (keyId: string): StateError =>
  new StateError("UnknownEncryptionKey", {
    message: `A provider's key was sealed by the encryption key ${keyId}, which the gateway hasn't got.`,
    fix: "Give the former key as ENCRYPTION_KEY_PREVIOUS, or set the project's provider keys anew.",
  });
